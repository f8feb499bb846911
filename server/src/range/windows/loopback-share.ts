import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { computerAccountOf, recordNetworkLogon } from "./logons.ts";

const LOOPBACK = "127.0.0.1";
const LOCAL_PATHS = { IPC$: "", C$: "\\??\\C:\\" } as const;

interface LoopbackSession {
  readonly host: HostRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly durationMicros: number;
}

/** Opens a share of the session's machine, `offset` microseconds after the sign-in; a path is relative to the share. */
type OpenShare = (share: keyof typeof LOCAL_PATHS, relativePath: string | null, accessMask: string, offset: number) => void;

/**
 * Something on a machine uses the machine's own administrative share: the security log sees its computer account come in over the
 * loopback address and open what it opens.
 */
export function signInOverLoopback(world: World, { host, at, cause, draws, durationMicros }: LoopbackSession): OpenShare {
  const account = computerAccountOf(world, host);
  const { logonId } = recordNetworkLogon(world, { host, account, at, cause, draws, sourceIp: LOOPBACK, isElevated: true, durationMicros });
  const sourcePort = draws.between(49_152, 65_535);
  return (share, relativePath, accessMask, offset) =>
    world.emit({
      kind: "share-accessed",
      id: world.claimId(cause),
      at: addMicros(at, offset),
      host,
      cause,
      account,
      logonId,
      sourceIp: LOOPBACK,
      sourcePort,
      share: `\\\\*\\${share}`,
      localPath: LOCAL_PATHS[share],
      relativePath,
      accessMask,
    });
}
