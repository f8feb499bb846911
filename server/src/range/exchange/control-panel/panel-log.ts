import type { SimTime } from "../../../base/sim-time.ts";
import type { Cause } from "../../activity.ts";
import { drawGuid } from "../../estate/identity.ts";
import type { Exchange } from "../outcome.ts";

export interface PanelLine {
  readonly at: SimTime;
  readonly cause: Cause;
  /** `Verb-Noun.Param=''value''` grammar, already rendered. */
  readonly command: string;
  readonly url: string;
  readonly exception?: string;
  readonly elapsedMs: number;
  readonly activityId: string;
}

/** One line of the ECP Server log. `sessionIds` ties the lines of one visit together. */
export function recordPanelLine({ world, server }: Exchange, sessionIds: PanelSession, line: PanelLine): number {
  const id = world.claimId(line.cause);
  world.emit({
    kind: "ecp-command",
    id,
    at: line.at,
    host: server.host,
    cause: line.cause,
    command: line.command,
    url: line.url,
    referrer: "",
    exception: line.exception ?? "",
    activityId: line.activityId,
    sessionId: sessionIds.sessionId,
    userSessionId: sessionIds.userSessionId,
    elapsedMs: line.elapsedMs,
  });
  return id;
}

export interface PanelSession {
  readonly sessionId: string;
  readonly userSessionId: string;
}

export function drawPanelSession({ request }: Exchange): PanelSession {
  return { sessionId: drawGuid(request.draws), userSessionId: drawGuid(request.draws) };
}

/** `''text''`: how the command grammar quotes a string. */
export function quoted(text: string): string {
  return `''${text}''`;
}
