import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { ClientMessage, Id, LIVE_PATH, LiveCloseCode } from "../../contract/index.ts";
import type { EventBus } from "../exercise/event-bus.ts";
import { exerciseId as asExerciseId, type ExerciseId, type SessionId } from "../state/ids.ts";
import { controlStream, teamStream, type LiveHub, type LiveSocket, type Position } from "./hub.ts";
import type { PresenceBook, Seat } from "./presence.ts";
import { encode } from "./stream-log.ts";

/** The only thing a client sends is a ping; anything larger is not one of ours. */
const CLIENT_MESSAGE_BYTES_MAX = 1_000;
const HEARTBEAT_MS = 30_000;
/** How long a dropped socket may take to say goodbye before it is cut. */
const CLOSE_GRACE_MS = 2_000;

export type Admission =
  | { readonly kind: "admitted"; readonly seat: Seat; readonly sessionId: SessionId }
  | { readonly kind: "refused"; readonly why: "notSignedIn" | "notYours" | "notFound" };

export interface LiveServerDeps {
  readonly server: Server;
  readonly hub: LiveHub;
  readonly presence: PresenceBook;
  readonly bus: EventBus;
  /** Who asks and whether they may listen; the same session and policy as HTTP. */
  readonly admit: (request: IncomingMessage, exerciseId: ExerciseId) => Promise<Admission>;
  readonly onPresence: (seat: Seat) => void;
  readonly onError: (error: unknown) => void;
}

/** Upgrades `GET /live` to the live channel. Returns the way to close every socket. */
export function serveLive(deps: LiveServerDeps): () => void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: CLIENT_MESSAGE_BYTES_MAX });
  const bySession = new Map<SessionId, Set<WebSocket>>();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = new URL(request.url ?? "/", "http://host");
    if (url.pathname !== LIVE_PATH) return refuseUpgrade(socket, "404 Not Found");
    if (!isSameOrigin(request)) return refuseUpgrade(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on("error", deps.onError);
      receive(deps, ws, request, url, bySession).catch((error: unknown) => {
        deps.onError(error);
        ws.close(1011, "The server could not open the channel.");
      });
    });
  };
  deps.server.on("upgrade", onUpgrade);

  const stopListening = deps.bus.on("SessionEnded", ({ sessionId }) => {
    for (const ws of bySession.get(sessionId) ?? []) ws.close(LiveCloseCode.sessionEnded, "Signed out.");
  });
  const heartbeat = setInterval(() => {
    for (const ws of sockets.clients) ws.ping();
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return () => {
    clearInterval(heartbeat);
    stopListening();
    deps.server.off("upgrade", onUpgrade);
    for (const ws of sockets.clients) ws.close(1001, "The server is stopping.");
    sockets.close();
  };
}

/** The bytes are JSON: without saying so, browsers would receive them as a Blob. */
function asLiveSocket(ws: WebSocket): LiveSocket {
  return {
    send: (bytes) => ws.send(bytes, { binary: false }),
    get bufferedAmount() {
      return ws.bufferedAmount;
    },
    close: (code, reason) => {
      ws.close(code, reason);
      // Cuts the line if the client does not read even its goodbye.
      setTimeout(() => ws.terminate(), CLOSE_GRACE_MS).unref();
    },
  };
}

/** What the hub does with a socket that does not keep up. */
export function dropSlow(socket: LiveSocket): void {
  socket.close(LiveCloseCode.tooSlow, "Too slow: reconnect and resume.");
}

async function receive(
  deps: LiveServerDeps,
  ws: WebSocket,
  request: IncomingMessage,
  url: URL,
  bySession: Map<SessionId, Set<WebSocket>>,
): Promise<void> {
  const exerciseId = Id.safeParse(url.searchParams.get("exercise"));
  if (!exerciseId.success) return ws.close(LiveCloseCode.notFound, "There is no such exercise.");
  const admission = await deps.admit(request, asExerciseId(exerciseId.data));
  if (admission.kind === "refused") return ws.close(LiveCloseCode[admission.why], "Not allowed.");
  if (ws.readyState !== ws.OPEN) return;

  const { seat, sessionId } = admission;
  const stream = seat.teamId === null ? controlStream(seat.exerciseId) : teamStream(seat.teamId);
  const leave = deps.hub.join(stream, asLiveSocket(ws), positionOf(url));
  const ofSession = bySession.get(sessionId) ?? new Set();
  bySession.set(sessionId, ofSession.add(ws));
  if (deps.presence.enter(seat)) deps.onPresence(seat);

  ws.on("message", (data) => answer(ws, data));
  ws.on("close", () => {
    leave();
    ofSession.delete(ws);
    if (ofSession.size === 0) bySession.delete(sessionId);
    if (deps.presence.leave(seat)) deps.onPresence(seat);
  });
}

function answer(ws: WebSocket, data: RawData): void {
  const message = ClientMessage.safeParse(parseJson(textOf(data)));
  if (!message.success) return ws.close(1003, "Only pings are understood here.");
  ws.send(encode({ type: "pong", nonce: message.data.nonce }), { binary: false });
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.from(data as ArrayBuffer).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function positionOf(url: URL): Position | null {
  const epoch = url.searchParams.get("epoch");
  const seq = Number(url.searchParams.get("after"));
  return epoch === null || !Number.isSafeInteger(seq) || seq < 0 ? null : { epoch, seq };
}

/** Browsers always say where a page comes from; a foreign page must not listen with our visitor's cookie. */
function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}
