import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { HostRef } from "../activity.ts";
import { digestsFor, hex32 } from "../estate/identity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { recordFileChange } from "../windows/files.ts";
import { recordServiceInstalled } from "../windows/services.ts";
import { agentProcess } from "./agents.ts";

const CHANNEL = "Microsoft-Windows-Windows Defender/Operational";
const PROVIDER = "Microsoft-Windows-Windows Defender";
const PRODUCT = "Windows Defender Antivirus";
const FIRST_VERSION = 1_331;

/** Four to eight times a day new definitions arrive on every server. */
export const updateDefinitions = eventKind<{ readonly hostName: string; readonly n: number }>(
  "system/definitions",
  (world, { hostName, n }, at) => {
    const draws = world.stream(`system/definitions/${hostName}/${n}`);
    world.schedule(
      updateDefinitions,
      addMicros(at, 3 * MICROS_PER_HOUR + draws.between(0, 170) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)),
      {
        hostName,
        n: n + 1,
      },
    );
    const host = world.estate.hostsByName.get(hostName);
    if (host === undefined) return;
    const cause = ordinaryCause("system/antivirus");
    const agent = agentProcess(world, host, "antivirus");
    const version = `1.${FIRST_VERSION + Math.floor(n / 40)}.${(n * 37) % 2_400}.0`;
    recordManifestEvent(world, host, addMicros(at, draws.between(2, 9) * MICROS_PER_SECOND), cause, {
      channel: CHANNEL,
      provider: PROVIDER,
      eventId: 2000,
      level: 4,
      named: {
        "Product Name": PRODUCT,
        "Product Version": "4.18.2101.9",
        "Current security intelligence Version": version,
        "Previous security intelligence Version": `1.${FIRST_VERSION + Math.floor(Math.max(0, n - 1) / 40)}.${(Math.max(0, n - 1) * 37) % 2_400}.0`,
        Domain: "NT AUTHORITY",
        User: "SYSTEM",
      },
      message: `${PRODUCT} Security intelligence version updated to ${version}.`,
    });
    const path = "C:\\ProgramData\\Microsoft\\Windows Defender\\Definition Updates\\Updates\\mpavdlta.vdm";
    recordFileChange(world, host, addMicros(at, draws.between(1, 2) * MICROS_PER_SECOND), cause, {
      change: "created",
      path,
      size: draws.between(90_000, 2_400_000),
      ...digestsFor(`${path}/${version}`),
      process: agent,
    });
    installDriver(world, host, addMicros(at, draws.between(11, 40) * MICROS_PER_SECOND), draws);
    fetchFromVendor(world, host, n, at);
  },
);

/** With each definition comes the engine's driver, as a service under a name of its own: on every server, several times a day. */
function installDriver(world: World, host: HostRef, at: SimTime, draws: RandomStream): void {
  const cause = ordinaryCause("system/antivirus");
  const process = agentProcess(world, host, "antivirus");
  const name = `MpKsl${hex32(draws.uint32())}`;
  const imagePath = "C:\\ProgramData\\Microsoft\\Windows Defender\\Definition Updates\\Default\\MpKslDrv.sys";
  recordServiceInstalled(world, host, at, cause, process, { name, imagePath, startType: "system start", accountName: "" });
  const key = `HKLM\\System\\CurrentControlSet\\Services\\${name}`;
  const set = { key, valueName: "ImagePath", valueType: "REG_EXPAND_SZ", value: `\\??\\${imagePath}` } as const;
  world.emit({ kind: "registry-set", id: world.claimId(cause), at: addMicros(at, 900), host, cause, process, ...set });
}

/** A quick scan at noon: 1000 when it starts, 1001 when it is done. */
export const scanQuickly = eventKind<{ readonly hostName: string }>("system/quick-scan", (world, { hostName }, at) => {
  const day = world.calendar.dayOf(at);
  world.schedule(scanQuickly, world.calendar.atHour(world.calendar.nextDay(day), 12.25), { hostName });
  const host = world.estate.hostsByName.get(hostName);
  if (host === undefined) return;
  const draws = world.stream(`system/quick-scan/${hostName}/${day.date}`);
  const begin = addMicros(at, draws.between(0, 400) * MICROS_PER_SECOND);
  const end = addMicros(begin, draws.between(90, 700) * MICROS_PER_SECOND);
  for (const [eventId, when, verb] of [
    [1000, begin, "started"],
    [1001, end, "finished"],
  ] as const) {
    recordManifestEvent(world, host, when, ordinaryCause("system/antivirus"), {
      channel: CHANNEL,
      provider: PROVIDER,
      eventId,
      level: 4,
      named: {
        "Product Name": PRODUCT,
        "Product Version": "4.18.2101.9",
        "Scan Type": "Antimalware",
        "Scan Parameters": "Quick Scan",
        Domain: "NT AUTHORITY",
        User: "SYSTEM",
      },
      message: `${PRODUCT} scan has ${verb}.`,
    });
  }
});

export const ANTIVIRUS_KINDS = [updateDefinitions, scanQuickly];

function fetchFromVendor(world: World, host: HostRef, n: number, at: typeof world.now): void {
  const draws = world.stream(`system/definitions/${host.name}/${n}/fetch`);
  const cause = ordinaryCause("system/antivirus");
  world.emit({
    kind: "network-connection",
    id: world.claimId(cause),
    at: addMicros(at, draws.below(900_000)),
    host,
    cause,
    direction: "outbound",
    outcome: "success",
    localIp: host.ip,
    localPort: draws.between(49_152, 65_535),
    remoteIp: `198.18.16.${draws.between(4, 60)}`,
    remotePort: 443,
    remoteName: "definitions.antivirus.example",
    protocol: "Tcp",
    traffic: null,
    process: agentProcess(world, host, "antivirus"),
  });
}
