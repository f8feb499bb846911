import { addMicros, type SimTime } from "../../../base/sim-time.ts";
import type { Cause } from "../../activity.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { recordOabAttribute } from "../../windows/directory.ts";
import type { Exchange, RecordedRequest } from "../outcome.ts";
import { accountOfCaller, type PanelCaller } from "./caller.ts";
import { recordPanelCmdlet } from "./panel-cmdlet.ts";
import { drawPanelSession, quoted, recordPanelLine } from "./panel-log.ts";
import { activityIdOf, dataServiceUrl } from "./urls.ts";

const PANEL_SOURCE = "MSExchange Control Panel";

/** `Set-OabVirtualDirectory -ExternalUrl`: whatever text is given is stored in the directory. */
export function setOabUrl(
  exchange: Exchange,
  caller: PanelCaller,
  externalUrl: string | null,
  { activity, beganAt, endedAt, cause }: RecordedRequest,
): void {
  const { world, server, state, request } = exchange;
  const { draws } = request;
  const { account } = accountOfCaller(world, caller);
  const session = drawPanelSession(exchange);
  const elapsedMs = draws.between(40, 95);
  const at = addMicros(beganAt, Math.floor((endedAt - beganAt) * 0.6));
  const activityId = activityIdOf(activity.backEnd?.query ?? "");
  const value = externalUrl === null ? "$null" : quoted(externalUrl);
  const command = `Set-OabVirtualDirectory.ExternalUrl=${value}.Identity=${quoted(state.oab.guid)}`;
  const url = dataServiceUrl("SetObject", "OABVirtualDirectory", draws);
  if (!state.oab.exists) {
    recordPanelLine(exchange, session, { at, cause, command, url, elapsedMs, activityId, exception: missingObject(exchange) });
    return;
  }
  const cmdletId = recordPanelCmdlet(exchange, caller, {
    at: addMicros(at, -draws.between(2_000, 14_000)),
    cause,
    cmdlet: "Set-OabVirtualDirectory",
    parameters: [
      { name: "ExternalUrl", value: externalUrl ?? "" },
      { name: "Identity", value: state.oab.guid },
    ],
    elapsedMs,
    activityId,
  });
  const follows: Cause = { ...cause, parentId: cmdletId };
  recordPanelLine(exchange, session, { at, cause: follows, command, url, elapsedMs, activityId });
  recordAsyncRequest(exchange, account.sid, addMicros(at, 90_000), follows, 47, "SetObject");
  recordOabAttribute(world, server, state.oab, externalUrl, addMicros(at, draws.between(4_000, 30_000)), follows, draws);
  state.oab.externalUrl = externalUrl;
}

/** The panel announces asynchronous commands: 47 when it starts one, 48 when it has finished. */
export function recordAsyncRequest(
  { world, server, request }: Exchange,
  sid: string,
  at: SimTime,
  cause: Cause,
  eventId: 47 | 48,
  command: string,
): void {
  const verb = eventId === 47 ? "started" : "finished";
  const thread = request.draws.between(20, 240);
  recordApplicationEvent(world, server.host, at, cause, {
    provider: PANEL_SOURCE,
    eventId,
    level: 4,
    strings: [sid, String(thread), command],
    message: `Current User: '${sid}'\r\nExchange Control Panel ${verb} an Async web request in the thread ${thread}.\r\nCommand: '${command}'`,
  });
}

export function missingObject({ world, state }: Exchange): string {
  const controller = world.estate.domainControllers[0]?.fqdn ?? world.estate.organisation.domain;
  return (
    "Microsoft.Exchange.Data.Directory.ADNoSuchObjectException: Active Directory operation failed on " +
    `${controller}. The object '${state.oab.guid}' does not exist.\\r\\n`
  );
}
