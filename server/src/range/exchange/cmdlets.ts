import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, CmdletRun, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";

export interface CmdletPlan {
  readonly at: SimTime;
  readonly cause: Cause;
  readonly cmdlet: string;
  readonly parameters: CmdletRun["parameters"];
  readonly caller: AccountRef;
  readonly callerCanonicalName: string;
  /** `Remote-ManagementShell-Unknown`, `ServerRemoteHost-EMC`, `ActiveMonitor` … */
  readonly hostApplication: string;
  readonly process: ProcessRef;
  readonly elapsedMs: number;
  readonly error?: string;
  readonly activityId: string;
}

/** The admin audit: every cmdlet that changes something leaves an event in `MSExchange Management`. */
export function recordCmdlet(world: World, server: ExchangeServer, plan: CmdletPlan): number {
  const id = world.claimId(plan.cause);
  world.emit({ kind: "cmdlet-run", id, host: server.host, ...plan, error: plan.error ?? "" });
  return id;
}
