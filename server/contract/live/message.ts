import { z } from "zod";
import { AlertSummary } from "../http/alert.ts";
import { EvidenceView } from "../http/evidence.ts";
import { ClockView, ReceivedInject } from "../http/exercise.ts";
import { GuideView } from "../http/guide.ts";
import { SavedQueryView } from "../http/saved-query.ts";
import { Id } from "../primitives.ts";

/**
 * What happens on the live channel. A socket listens to exactly one stream: its team's, or the exercise's control stream.
 * Each stream numbers its events 1, 2, 3 … within an `epoch` (a new epoch after a server start).
 */
export const LiveEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("clock"), clock: ClockView }),
  /** Rows that became visible since the last such event, per table. */
  z.object({ kind: z.literal("rows"), added: z.record(z.string(), z.number().int()) }),
  /** Raised or changed (claimed, judged, linked). */
  z.object({ kind: z.literal("alert"), alert: AlertSummary, isNew: z.boolean() }),
  z.object({ kind: z.literal("inject"), inject: ReceivedInject }),
  z.object({ kind: z.literal("evidence"), evidence: EvidenceView }),
  z.object({ kind: z.literal("saved-query"), savedQuery: SavedQueryView }),
  z.object({ kind: z.literal("report"), revision: z.number().int(), savedBy: z.string(), isSubmitted: z.boolean() }),
  z.object({ kind: z.literal("guide"), guide: GuideView }),
  z.object({ kind: z.literal("presence"), online: z.array(z.object({ userId: Id, displayName: z.string() })) }),
  z.object({ kind: z.literal("world"), state: z.enum(["building", "ready", "failed"]), progress: z.number(), message: z.string() }),
  /** The debrief may be read now. */
  z.object({ kind: z.literal("debrief-open") }),
  /** Control stream only: something of this team changed; the board should be fetched again. */
  z.object({ kind: z.literal("board"), teamId: Id }),
  /** Control stream only: an inject was sent, held, released or skipped. */
  z.object({ kind: z.literal("planned-injects") }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;

export const ServerMessage = z.discriminatedUnion("type", [
  /**
   * First message on every connection. `resumed`: the events after the client's position follow. `fresh`: the client's
   * position is unknown or too old; it must fetch its views again, then goes on from `seq`.
   */
  z.object({ type: z.literal("hello"), epoch: z.string(), seq: z.number().int(), mode: z.enum(["resumed", "fresh"]) }),
  z.object({ type: z.literal("event"), seq: z.number().int(), event: LiveEvent }),
  z.object({ type: z.literal("pong"), nonce: z.number().int() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

export const ClientMessage = z.discriminatedUnion("type", [z.object({ type: z.literal("ping"), nonce: z.number().int() })]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/**
 * `GET /live?exercise=ID[&epoch=E&after=N]` upgrades to the socket. Close codes: 4401 not signed in, 4403 not yours,
 * 4404 no such exercise, 4408 too slow (reconnect and resume), 4410 session ended.
 */
export const LIVE_PATH = "/live";
export const LiveCloseCode = { notSignedIn: 4401, notYours: 4403, notFound: 4404, tooSlow: 4408, sessionEnded: 4410 } as const;
