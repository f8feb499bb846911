import { addMicros, MICROS_PER_MS, type SimTime } from "../../../base/sim-time.ts";
import type { Exchange, RecordedRequest } from "../outcome.ts";
import type { PanelCommand } from "../request.ts";
import type { PanelCaller } from "./caller.ts";
import { changeOwnSettings } from "./change-own.ts";
import { resetOab } from "./reset-oab.ts";
import { setOabUrl } from "./set-oab-url.ts";
import { drawPanelSession, recordPanelLine } from "./panel-log.ts";
import { activityIdOf, dataServiceUrl } from "./urls.ts";

/** Does what the request asked the control panel for, and leaves the panel's own log lines. */
export function runPanelCommand(exchange: Exchange, command: PanelCommand, caller: PanelCaller, recorded: RecordedRequest): void {
  switch (command.kind) {
    case "read-grid":
      recordReads(exchange, recorded, command.cmdlets, command.schema);
      return;
    case "read-oab":
      recordReads(
        exchange,
        recorded,
        ["Get-OabVirtualDirectory.ADPropertiesOnly=$true.Identity=$null", "Pipeline.1|Get-MailboxRegionalConfiguration"],
        "OABVirtualDirectory",
      );
      return;
    case "change-own":
      changeOwnSettings(exchange, caller, command, recorded);
      return;
    case "set-oab-url":
      setOabUrl(exchange, caller, command.externalUrl, recorded);
      return;
    case "reset-oab":
      resetOab(exchange, caller, command.backupPath, recorded);
      return;
  }
}

/** Reads are logged by the panel, but they are not audited as cmdlets. */
function recordReads(
  exchange: Exchange,
  { activity, beganAt, endedAt, cause }: RecordedRequest,
  commands: readonly string[],
  schema: string,
): void {
  const { draws } = exchange.request;
  const session = drawPanelSession(exchange);
  const span = endedAt - beganAt;
  for (const [index, command] of commands.entries()) {
    const at: SimTime = addMicros(beganAt, Math.floor((span * (index + 1)) / (commands.length + 1)));
    const elapsedMs = Math.max(1, Math.floor(span / (commands.length + 1) / MICROS_PER_MS));
    const url =
      exchange.request.panelCommand?.kind === "read-grid" ? panelUrl(exchange, schema) : dataServiceUrl("GetObject", schema, draws);
    recordPanelLine(exchange, session, { at, cause, command, url, elapsedMs, activityId: activityIdOf(activity.backEnd?.query ?? "") });
  }
}

function panelUrl({ request }: Exchange, schema: string): string {
  return request.stem.toLowerCase().includes("ddiservice")
    ? dataServiceUrl("GetList", schema, request.draws)
    : `${request.stem}?${request.query}`;
}
