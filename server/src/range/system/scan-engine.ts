import { addMicros, formatSimTime, MICROS_PER_MINUTE, MICROS_PER_MS } from "../../base/sim-time.ts";
import type { HostRef, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { outageAt } from "../exchange/outages.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordFileChange } from "../windows/files.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { imageOf } from "../windows/processes.ts";
import { serviceProcess } from "../windows/standing-processes.ts";
import { during, recordImageLoad, toolChangesFile, toolDropsImage, toolConnects } from "../windows/tool-acts.ts";
import { asLocalSystem, runTool, type RunningTool } from "../windows/tool.ts";

const UPDATES = { ip: "198.18.16.61", name: "engines.antivirus.example", port: 443 } as const;
const ENGINE = "mpengine.dll";
/** What an engine knows, and sizes in bytes. */
const FILES = [
  ["mpavbase.vdm", 47_200_000],
  ["mpavdlta.vdm", 2_100_000],
  ["mpasbase.vdm", 39_800_000],
  ["mpasdlta.vdm", 1_300_000],
] as const;

type Turn = { readonly server: string; readonly n: number; readonly previous: string };

/**
 * Transport's own antimalware engine is renewed several times a day: the filtering service starts its updater, which writes a folder
 * named after the day and a number (`2103020007`) and removes the one before. Event 6033 and folders: Microsoft, "Download antimalware
 * engine and definition updates".
 */
export const updateScanEngine = eventKind<Turn>("system/scan-engine", (world, { server: name, n, previous }, at) => {
  const draws = world.stream(`system/scan-engine/${name}/${n}`);
  const version = `${formatSimTime(at, 0).slice(2, 10).replaceAll("-", "")}${String(draws.between(1, 19)).padStart(4, "0")}`;
  world.schedule(updateScanEngine, addMicros(at, draws.between(150, 330) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)), {
    server: name,
    n: n + 1,
    previous: version,
  });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined || !hasTwoSites(server) || outageAt(exchangeStateOf(world, server), at) !== null) return;
  const { host } = server;
  const path = `${server.installPath}\\FIP-FS\\Bin\\UpdateService.exe`;
  const occasion = { world, host, at, cause: ordinaryCause("system/scan-engine"), draws, parent: filteringService(world, server, host) };
  runTool(
    { ...occasion, ...asLocalSystem(world), currentDirectory: "C:\\Windows\\system32\\" },
    {
      path,
      line: `"${path}" -Embedding`,
      runsMs: draws.between(24_000, 88_000),
      acts: (tool) => renewEngine(tool, `${server.installPath}\\FIP-FS\\Data\\Engines`, version, previous),
    },
  );
});

function renewEngine(tool: RunningTool, engines: string, version: string, previous: string): void {
  const { world, host, draws, cause } = tool;
  toolConnects(tool, { ...UPDATES, share: 0.05 });
  const package_ = `${engines}\\amd64\\Microsoft\\Package\\${version}`;
  toolChangesFile(tool, {
    path: `${engines}\\metadata\\UniversalManifest.cab`,
    size: draws.between(4_000, 9_000),
    change: "modified",
    share: 0.1,
  });
  toolChangesFile(tool, {
    path: `${package_}\\manifest.cab`,
    size: draws.between(4_000, 9_000),
    share: 0.15,
    content: `engine/${version}/manifest`,
  });
  const folder = (of: string): string => `${engines}\\amd64\\Microsoft\\Bin\\${of}`;
  toolDropsImage(tool, `${folder(version)}\\${ENGINE}`, 0.28);
  if (previous !== "") {
    const path = `${folder(previous)}\\${ENGINE}`;
    recordFileChange(world, host, during(tool, 0.68), cause, { change: "deleted", path, ...imageOf(host, path), process: tool.process });
  }
  for (const [index, [file, size]] of FILES.entries()) {
    const bytes = size + 512 * (index + (Number(version.slice(-2)) % 7));
    const share = 0.3 + index * 0.06;
    toolChangesFile(tool, { path: `${folder(version)}\\${file}`, size: bytes, share, content: `engine/${version}/${file}` });
    if (previous !== "")
      toolChangesFile(tool, {
        path: `${folder(previous)}\\${file}`,
        size: size + 512 * (index + (Number(previous.slice(-2)) % 7)),
        change: "deleted",
        share: share + 0.4,
        content: `engine/${previous}/${file}`,
      });
  }
  loadEngine(tool, `${folder(version)}\\${ENGINE}`);
  const signatures = `1.333.${draws.between(0, 2_400)}.0`;
  const facts = [
    ["Scan Engine", "Microsoft"],
    ["Update Path", `https://${UPDATES.name}/server/amupdate`],
    ["Last Update time", formatSimTime(addMicros(tool.startedAt, -draws.between(20_000, 90_000) * MICROS_PER_MS), 3)],
    ["Engine Version", "1.1.17800.5"],
    ["Signature Version", signatures],
  ] as const;
  recordApplicationEvent(world, host, during(tool, 0.95), cause, {
    provider: "FIPFS",
    eventId: 6033,
    level: 4,
    strings: facts.map(([, value]) => value),
    message: `MS Filtering Engine Update process performed a successful scan engine update.\r\n ${facts.map(([key, value]) => `${key}: ${value}`).join("\r\n ")}`,
  });
}

/** The process that scans messages goes over to the new engine. */
function loadEngine(tool: RunningTool, path: string): void {
  const { world, host } = tool;
  const scanner = `${path.slice(0, path.indexOf("\\Data\\"))}\\Bin\\scanningprocess.exe`;
  const process = serviceProcess(world, host, { path: scanner, commandLine: `"${scanner}"` }, world.estate.system.networkService);
  recordImageLoad(tool, process, during(tool, 0.9), path, "Microsoft Corporation");
}

function filteringService(world: World, { installPath }: ExchangeServer, host: HostRef): ProcessRef {
  const path = `${installPath}\\FIP-FS\\Bin\\FMS.exe`;
  return serviceProcess(world, host, { path, commandLine: `"${path}"` });
}
