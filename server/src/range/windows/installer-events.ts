import type { SimTime } from "../../base/sim-time.ts";
import type { World } from "../kernel/world.ts";
import { recordApplicationEvent } from "./application-events.ts";
import type { RunningTool } from "./tool.ts";

const PROVIDER = "MsiInstaller";

/** MsiInstaller's 1040 and 1042: a transaction begins and ends; they name the package and its client's process. */
export function recordInstallerTransaction(
  world: World,
  { host, cause, process }: Pick<RunningTool, "host" | "cause" | "process">,
  path: string,
  from: SimTime,
  until: SimTime,
): void {
  for (const [eventId, at, word] of [
    [1040, from, "Beginning"],
    [1042, until, "Ending"],
  ] as const)
    recordApplicationEvent(world, host, at, cause, {
      provider: PROVIDER,
      eventId,
      level: 4,
      strings: [path, String(process.pid)],
      message: `${word} a Windows Installer transaction: ${path}. Client Process Id: ${process.pid}.`,
    });
}

/** MsiInstaller's 1033: a product is there. */
export function recordProductInstalled(
  world: World,
  { host, cause }: Pick<RunningTool, "host" | "cause">,
  at: SimTime,
  { name, version, manufacturer }: { readonly name: string; readonly version: string; readonly manufacturer: string },
): void {
  recordApplicationEvent(world, host, at, cause, {
    provider: PROVIDER,
    eventId: 1033,
    level: 4,
    strings: [name, version, "1033", "0", manufacturer],
    message:
      `Windows Installer installed the product. Product Name: ${name}. Product Version: ${version}. Product Language: 1033. ` +
      `Manufacturer: ${manufacturer}. Installation success or error status: 0.`,
  });
}
