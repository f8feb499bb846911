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
  readonly clientApplication: string;
}

/** Verbs of cmdlets that only read; the admin audit leaves them out unless it is told otherwise. */
const READING_VERBS = /^(?:Get|Search|Test)-/i;

/** A cmdlet ran. One that changes something leaves an event in `MSExchange Management` as well. */
export function recordCmdlet(world: World, server: ExchangeServer, plan: CmdletPlan): number {
  const id = world.claimId(plan.cause);
  world.emit({ kind: "cmdlet-run", id, host: server.host, ...plan, error: plan.error ?? "", isAudited: !READING_VERBS.test(plan.cmdlet) });
  return id;
}
