import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { FileChanged, ImageLoaded, NetworkConnection, ProcessRef, RegistrySet } from "../activity.ts";
import { digestsFor } from "../estate/identity.ts";
import { recordFileChange } from "./files.ts";
import { imageOf } from "./processes.ts";
import type { RunningTool } from "./tool.ts";

/** An instant within the tool's run: 0 is its start, 1 its end. */
export function during({ startedAt, endsAt }: RunningTool, share: number): SimTime {
  return addMicros(startedAt, Math.max(1_000, Math.floor((endsAt - startedAt) * share)));
}

export interface FileAct {
  readonly path: string;
  readonly size: number;
  readonly change?: FileChanged["change"];
  readonly previousPath?: string;
  /** When within the run; 0.7 if left out. */
  readonly share?: number;
  /** Two files of one content have the same digests; the path stands for it if left out. */
  readonly content?: string;
}

/** The tool itself writes, renames or deletes a file. */
export function toolChangesFile(tool: RunningTool, act: FileAct): void {
  recordFileChange(tool.world, tool.host, during(tool, act.share ?? 0.7), tool.cause, {
    change: act.change ?? "created",
    path: act.path,
    previousPath: act.previousPath ?? "",
    size: act.size,
    ...digestsFor(act.content ?? `${tool.host.name}/${act.path}`),
    process: tool.process,
  });
}

/** The tool brings a program or library onto the disk: the file has the digests that the running image will have. */
export function toolDropsImage(tool: RunningTool, path: string, share = 0.7): void {
  const process = tool.process;
  recordFileChange(tool.world, tool.host, during(tool, share), tool.cause, {
    change: "created",
    path,
    ...imageOf(tool.host, path),
    process,
  });
}

export interface ConnectionAct {
  readonly ip: string;
  readonly name: string;
  readonly port: number;
  readonly protocol?: "Tcp" | "Udp";
  readonly outcome?: NetworkConnection["outcome"];
  readonly share?: number;
  /** Bytes, where they matter. */
  readonly traffic?: NetworkConnection["traffic"];
}

export function toolConnects(tool: RunningTool, act: ConnectionAct): void {
  recordConnection(tool, tool.process, during(tool, act.share ?? 0.3), act);
}

/** A connection of any process, at any time, for the same reason. */
export function recordConnection(
  { world, host, cause, draws }: Pick<RunningTool, "world" | "host" | "cause" | "draws">,
  process: ProcessRef,
  at: SimTime,
  { ip, name, port, protocol, outcome, traffic }: ConnectionAct,
): void {
  world.emit({
    kind: "network-connection",
    id: world.claimId(cause),
    at,
    host,
    cause,
    direction: "outbound",
    outcome: outcome ?? "success",
    localIp: host.ip,
    localPort: draws.between(49_152, 65_535),
    remoteIp: ip,
    remotePort: port,
    remoteName: name,
    protocol: protocol ?? "Tcp",
    traffic: traffic ?? null,
    process,
  });
}

export function toolSetsRegistry(
  tool: RunningTool,
  set: Pick<RegistrySet, "key" | "valueName" | "valueType" | "value">,
  share = 0.6,
): void {
  const { world, host, cause, process } = tool;
  world.emit({ kind: "registry-set", id: world.claimId(cause), at: during(tool, share), host, cause, process, ...set });
}

/** The tool opens another process with these rights, through these libraries. */
export function toolOpensProcess(tool: RunningTool, target: ProcessRef, grantedAccess: string, libraries: readonly string[]): void {
  const { world, host, cause, process, draws } = tool;
  const callTrace = libraries.map((library) => `${library}+${draws.between(0x1000, 0xfffff).toString(16)}`).join("|");
  world.emit({
    kind: "process-accessed",
    id: world.claimId(cause),
    at: during(tool, 0.4),
    host,
    cause,
    process,
    target,
    grantedAccess,
    callTrace,
  });
}

/** A process loads a library that Windows did not bring. */
export function recordImageLoad(
  { world, host, cause }: Pick<RunningTool, "world" | "host" | "cause">,
  process: ProcessRef,
  at: SimTime,
  path: string,
  signer: ImageLoaded["signer"] = "",
): void {
  world.emit({
    kind: "image-loaded",
    id: world.claimId(cause),
    at,
    host,
    cause,
    process,
    path,
    ...imageOf(host, path),
    isSigned: signer !== "",
    signer,
  });
}
