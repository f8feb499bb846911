import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordFileChange } from "./files.ts";
import { recordNetworkLogon } from "./logons.ts";
import { imageOf } from "./processes.ts";
import { servicesProcess, systemProcess } from "./standing-processes.ts";
import { recordServiceInstalled, recordServiceState } from "./services.ts";
import { asLocalSystem, runTool, SYSTEM32 } from "./tool.ts";

const IMAGE = "C:\\Windows\\PSEXESVC.exe";

export interface RemoteCommand {
  readonly target: HostRef;
  readonly sourceIp: string;
  /** In whose name the target is reached. */
  readonly account: AccountRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly command: string;
}

/** What PsExec leaves on the host that it reaches: a network logon, a file over the administrative share, a service, a process below it. */
export function runThroughService(world: World, remote: RemoteCommand): void {
  const { target, account, at, draws, cause } = remote;
  const session = recordNetworkLogon(world, {
    host: target,
    account,
    at,
    cause,
    draws,
    sourceIp: remote.sourceIp,
    isElevated: true,
    durationMicros: draws.between(8, 90) * MICROS_PER_SECOND,
  });
  const follows = { ...cause, parentId: session.activityId };
  copyOverShare(world, { ...remote, cause: follows }, session.logonId);
  const installedAt = addMicros(at, 410_000);
  const service = {
    name: "PSEXESVC",
    imagePath: "%SystemRoot%\\PSEXESVC.exe",
    startType: "demand start",
    accountName: "LocalSystem",
  } as const;
  recordServiceInstalled(world, target, installedAt, follows, { account, logonId: session.logonId }, service);
  recordServiceState(world, target, addMicros(installedAt, 60_000), follows, "PSEXESVC", "running");
  const occasion = { world, host: target, cause: follows, draws, ...asLocalSystem(world), currentDirectory: "C:\\Windows\\system32\\" };
  const helper = runTool(
    { ...occasion, at: addMicros(installedAt, 90_000), parent: servicesProcess(world, target) },
    { path: IMAGE, line: IMAGE, runsMs: 9_000 },
  );
  const shell = { path: `${SYSTEM32}\\cmd.exe`, line: `"cmd" /c ${remote.command}`, runsMs: 2_600 };
  runTool({ ...occasion, at: addMicros(installedAt, 400_000), cause: helper.cause, parent: helper.process }, shell);
}

function copyOverShare(world: World, { target, account, sourceIp, at, cause }: RemoteCommand, logonId: string): void {
  const common = { host: target, cause, account, logonId, sourceIp, sourcePort: 51_877 } as const;
  const share = { kind: "share-accessed", share: "\\\\*\\ADMIN$", localPath: "\\??\\C:\\Windows", accessMask: "0x2" } as const;
  world.emit({ ...share, ...common, id: world.claimId(cause), at: addMicros(at, 120_000), relativePath: null });
  world.emit({ ...share, ...common, id: world.claimId(cause), at: addMicros(at, 180_000), relativePath: "PSEXESVC.exe" });
  const file = { change: "created", path: IMAGE, ...imageOf(target, IMAGE), process: systemProcess(world, target) } as const;
  recordFileChange(world, target, addMicros(at, 230_000), cause, file);
}
