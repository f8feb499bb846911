import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import { hash32 } from "../../base/hash.ts";
import { digestsFor, hex32 } from "../estate/identity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../windows/processes.ts";
import { recordFileChange } from "../windows/files.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { RecordedRequest } from "./outcome.ts";
import { poolProcess } from "./pool-process.ts";
import type { WebFile } from "./web-file.ts";

const TEMPORARY_FILES = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Temporary ASP.NET Files";
const FRAMEWORK = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319";

/**
 * ASP.NET turns a page into an assembly when it is first asked for: the worker process writes sources and a library below
 * its temporary folder and calls the resource converter. Source: host traces of a lab Exchange 2016 (OTRF Security-Datasets).
 */
export function compileOnFirstHit(
  world: World,
  server: ExchangeServer,
  state: ExchangeState,
  file: WebFile,
  application: string,
  { beganAt, endedAt, cause }: RecordedRequest,
  draws: RandomStream,
): void {
  if (file.isCompiled || !file.path.toLowerCase().endsWith(".aspx")) return;
  file.isCompiled = true;
  const worker = poolProcess(world, server, state, "MSExchangeOWAAppPool");
  const folder = temporaryFolder(world.seed, server.host.name, application);
  const assembly = `App_Web_${drawAssemblyName(draws)}`;
  const pageName = file.path.slice(file.path.lastIndexOf("\\") + 1).toLowerCase();
  const duration = endedAt - beganAt;
  const when = (percent: number): SimTime => addMicros(beganAt, Math.floor((duration * percent) / 100));
  const write = (name: string, size: number, percent: number, change: "created" | "deleted"): void => {
    const path = `${folder}\\${name}`;
    recordFileChange(world, server.host, when(percent), cause, { change, path, size, ...digestsFor(`${path}/${size}`), process: worker });
  };
  const temporary = hex32(draws.uint32()).slice(0, 4).toUpperCase();
  write(`${assembly}.0.js`, 6_000 + draws.below(3_000), 12, "created");
  write(`${assembly}.1.js`, 400 + draws.below(200), 13, "created");
  // JScript is compiled inside the worker, so the resource converter is the worker's own child.
  startProcess(
    world,
    server.host,
    when(48),
    cause,
    draws,
    {
      account: world.estate.system.localSystem,
      logonId: SYSTEM_LOGON_ID,
      integrity: "System",
      path: `${FRAMEWORK}\\cvtres.exe`,
      commandLine: `${FRAMEWORK}\\cvtres.exe /NOLOGO /READONLY /MACHINE:IX86 "/OUT:C:\\Windows\\TEMP\\RES${temporary}.tmp" "${folder}\\RES${temporary}.tmp"`,
      parent: worker,
    },
    { runsMs: draws.between(30, 90), currentDirectory: "C:\\Windows\\Temp\\" },
  );
  write(`${assembly}.dll`, 4_096 + 512 * draws.below(8), 82, "created");
  write(`${pageName}.${hex32(hash32(0, file.path.toLowerCase()))}.compiled`, 300 + draws.below(80), 88, "created");
}

/** Both folder names are hashes of the application: they stay the same from one compilation to the next. */
function temporaryFolder(seed: number, hostName: string, application: string): string {
  const part = (label: string): string => hex32(hash32(seed, `${hostName}/${application}/${label}`));
  return `${TEMPORARY_FILES}\\${application}\\${part("a")}\\${part("b")}`;
}

const ASSEMBLY_LETTERS = "abcdefghijklmnopqrstuvwxyz012345";

function drawAssemblyName(draws: RandomStream): string {
  return Array.from({ length: 8 }, () => ASSEMBLY_LETTERS[draws.below(ASSEMBLY_LETTERS.length)]).join("");
}
