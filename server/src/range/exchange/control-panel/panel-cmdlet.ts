import { type CmdletPlan, recordCmdlet } from "../cmdlets.ts";
import type { Exchange } from "../outcome.ts";
import { poolProcess } from "../pool-process.ts";
import { accountOfCaller, type PanelCaller } from "./caller.ts";

type PanelCmdlet = Pick<CmdletPlan, "at" | "cause" | "cmdlet" | "parameters" | "elapsedMs" | "activityId">;

/** A cmdlet that the control panel runs for its caller, in its own worker process. */
export function recordPanelCmdlet({ world, server, state }: Exchange, caller: PanelCaller, plan: PanelCmdlet): number {
  const { account, canonicalName } = accountOfCaller(world, caller);
  return recordCmdlet(world, server, {
    ...plan,
    caller: account,
    callerCanonicalName: canonicalName,
    hostApplication: "ServerRemoteHost-EMC",
    clientApplication: "ECP",
    process: poolProcess(world, server, state, "MSExchangeECPAppPool"),
  });
}
