import { addMicros } from "../../../base/sim-time.ts";
import type { CmdletRun } from "../../activity.ts";
import type { Exchange, RecordedRequest } from "../outcome.ts";
import type { PanelCaller } from "./caller.ts";
import { recordPanelCmdlet } from "./panel-cmdlet.ts";
import { drawPanelSession, quoted, recordPanelLine } from "./panel-log.ts";
import { activityIdOf } from "./urls.ts";

/** Somebody saves a page of their own options: a cmdlet in their own name, audited like an administrator's. */
export function changeOwnSettings(
  exchange: Exchange,
  caller: PanelCaller,
  { cmdlet, parameters }: Pick<CmdletRun, "cmdlet" | "parameters">,
  { activity, beganAt, endedAt, cause }: RecordedRequest,
): void {
  const { request } = exchange;
  const elapsedMs = request.draws.between(60, 640);
  const at = addMicros(beganAt, Math.floor((endedAt - beganAt) * 0.7));
  const activityId = activityIdOf(activity.backEnd?.query ?? "");
  const ranAt = addMicros(at, -request.draws.between(2_000, 14_000));
  const id = recordPanelCmdlet(exchange, caller, { at: ranAt, cause, cmdlet, parameters, elapsedMs, activityId });
  const command = [cmdlet, ...parameters.map(({ name, value }) => `${name}=${grammarOf(value)}`)].join(".");
  const url = `${request.stem}?${request.query}`;
  recordPanelLine(exchange, drawPanelSession(exchange), { at, cause: { ...cause, parentId: id }, command, url, elapsedMs, activityId });
}

/** Switches are `$true` and `$false`; everything else is quoted. */
function grammarOf(value: string): string {
  return value === "True" || value === "False" ? `$${value.toLowerCase()}` : quoted(value);
}
