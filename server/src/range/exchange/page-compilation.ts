import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import { hash32 } from "../../base/hash.ts";
import { digestsFor, hex32 } from "../estate/identity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { startProcess, SYSTEM_LOGON_ID } from "../windows/processes.ts";
import { recordFileChange } from "../windows/files.ts";
import type { Cause, ProcessRef } from "../activity.ts";
import type { ExchangeState } from "./exchange-state.ts";
import type { RecordedRequest } from "./outcome.ts";
import { poolProcess } from "./pool-process.ts";
import type { WebFile } from "./web-file.ts";

const TEMPORARY_FILES = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Temporary ASP.NET Files";
const FRAMEWORK = "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319";

export interface Compilation {
  /** The page, and the IIS application whose temporary folder it is compiled into. */
  readonly path: string;
  readonly application: string;
  /** JScript is compiled inside the worker, C# by a compiler that the worker starts. */
  readonly language: "js" | "cs";
  readonly beganAt: SimTime;
  readonly endedAt: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** A page that was planted is compiled when it is first asked for; those of the product came compiled. */
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
  compilePage(world, server, state, { path: file.path, application, language: "js", beganAt, endedAt, cause, draws });
}

/**
 * ASP.NET turns a page into an assembly: the worker process writes sources and a library below its temporary folder and has
 * the resource converter called. Source: host traces of a lab Exchange 2016 (OTRF Security-Datasets).
 */
export function compilePage(world: World, server: ExchangeServer, state: ExchangeState, compilation: Compilation): void {
  const { path: page, application, language, beganAt, endedAt, cause, draws } = compilation;
  const worker = poolProcess(world, server, state, "MSExchangeOWAAppPool");
  const folder = temporaryFolder(world.seed, server.host.name, application);
  const assembly = `App_Web_${drawAssemblyName(draws)}`;
  const pageName = page.slice(page.lastIndexOf("\\") + 1).toLowerCase();
  const duration = endedAt - beganAt;
  const when = (percent: number): SimTime => addMicros(beganAt, Math.floor((duration * percent) / 100));
  const write = (name: string, size: number, percent: number, change: "created" | "deleted"): void => {
    const path = `${folder}\\${name}`;
    recordFileChange(world, server.host, when(percent), cause, { change, path, size, ...digestsFor(`${path}/${size}`), process: worker });
  };
  const shareMs = (percent: number): number => Math.floor((duration * percent) / 100 / MICROS_PER_MS);
  const start = (parent: ProcessRef, percent: number, image: string, rest: string, runsMs: number): ProcessRef => {
    const owner = { account: world.estate.system.localSystem, logonId: SYSTEM_LOGON_ID, integrity: "System" } as const;
    const draft = { ...owner, path: `${FRAMEWORK}\\${image}`, commandLine: `${FRAMEWORK}\\${image} ${rest}`, parent };
    const run = { runsMs, currentDirectory: "C:\\Windows\\Temp\\" };
    return startProcess(world, server.host, when(percent), cause, draws, draft, run).process;
  };
  const temporary = hex32(draws.uint32()).slice(0, 4).toUpperCase();
  write(`${assembly}.0.${language}`, 6_000 + draws.below(3_000), 12, "created");
  write(`${assembly}.1.${language}`, 400 + draws.below(200), 13, "created");
  const converted = `/NOLOGO /READONLY /MACHINE:IX86 "/OUT:C:\\Windows\\TEMP\\RES${temporary}.tmp" "${folder}\\RES${temporary}.tmp"`;
  const project = `/noconfig /fullpaths @"${folder}\\${assembly}.cmdline"`;
  // What compiles waits for the resources that it has converted.
  const compiler = language === "js" ? worker : start(worker, 30, "csc.exe", project, Math.max(draws.between(30, 90), shareMs(46)));
  start(compiler, 48, "cvtres.exe", converted, Math.max(1, Math.min(draws.between(30, 90), shareMs(24))));
  const library = `${folder}\\${assembly}.dll`;
  const size = 4_096 + 512 * draws.below(8);
  write(`${assembly}.dll`, size, 82, "created");
  const loaded = { path: library, size, ...digestsFor(`${library}/${size}`), isSigned: false, signer: "" } as const;
  world.emit({ kind: "image-loaded", id: world.claimId(cause), at: when(94), host: server.host, cause, process: worker, ...loaded });
  write(`${pageName}.${hex32(hash32(0, page.toLowerCase()))}.compiled`, 300 + draws.below(80), 88, "created");
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
