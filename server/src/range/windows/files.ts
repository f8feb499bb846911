import type { SimTime } from "../../base/sim-time.ts";
import type { Cause, FileChanged, HostRef, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";

export interface FileChangePlan {
  readonly change: FileChanged["change"];
  readonly path: string;
  readonly size: number;
  readonly sha1: string;
  readonly sha256: string;
  readonly md5: string;
  readonly process: ProcessRef;
  readonly previousPath?: string;
  readonly isRepeat?: boolean;
}

export function recordFileChange(world: World, host: HostRef, at: SimTime, cause: Cause, plan: FileChangePlan): number {
  const id = world.claimId(cause);
  world.emit({
    kind: "file-changed",
    id,
    at,
    host,
    cause,
    change: plan.change,
    path: plan.path,
    previousPath: plan.previousPath ?? "",
    sha1: plan.sha1,
    sha256: plan.sha256,
    md5: plan.md5,
    size: plan.size,
    isRepeat: plan.isRepeat ?? false,
    process: plan.process,
  });
  return id;
}
