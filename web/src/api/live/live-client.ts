import { LIVE_PATH, type LiveEvent, LiveCloseCode, ServerMessage } from "@mailroom/server/contract";
import { backoffMs } from "./backoff.ts";
import type { ConnectionState } from "./connection-store.ts";
import { type Position, hear, liveUrl } from "./position.ts";

const PING_EVERY_MS = 20_000;
/** Silence after which a connection counts as dead, however open its socket says it is. */
const SILENCE_MAX_MS = 45_000;

/** The part of a WebSocket that is used here, so that tests can play the network. */
export interface Socket {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number }) => void): void;
  send(text: string): void;
  close(): void;
}

export interface LiveOptions {
  readonly exerciseId: string;
  readonly origin: string;
  readonly openSocket: (url: string) => Socket;
  readonly random: () => number;
  readonly now: () => number;
  readonly onEvent: (event: LiveEvent) => void;
  /** Everything fetched so far may be out of date. */
  readonly onFresh: () => void;
  readonly onState: (state: ConnectionState) => void;
}

const REFUSALS: Readonly<Record<number, string>> = {
  [LiveCloseCode.notSignedIn]: "You are not signed in any more.",
  [LiveCloseCode.notYours]: "This exercise is not yours to follow.",
  [LiveCloseCode.notFound]: "There is no such exercise.",
  [LiveCloseCode.sessionEnded]: "Your session has ended. Sign in again.",
};

/**
 * Follows one stream of live events over as many connections as it takes: greets, resumes by (epoch, seq), pings, and
 * comes back with growing pauses. What is refused for good is not tried again.
 */
export class LiveClient {
  readonly #options: LiveOptions;
  #position: Position | null = null;
  #socket: Socket | null = null;
  #attempt = 0;
  #heardAtMs = 0;
  #nonce = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#pingTimer = setInterval(() => this.#checkPulse(), PING_EVERY_MS);
    this.#connect();
  }

  stop(): void {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#retryTimer);
    this.#drop();
    this.#options.onState({ kind: "off" });
  }

  /** Does not wait for the pause to pass: the network came back, or a person asked. */
  retryNow(): void {
    clearTimeout(this.#retryTimer);
    if (this.#socket === null) this.#connect();
  }

  #connect(): void {
    const { exerciseId, origin, openSocket, onState, now } = this.#options;
    onState({ kind: "connecting" });
    this.#heardAtMs = now();
    const socket = openSocket(liveUrl(origin, LIVE_PATH, exerciseId, this.#position));
    this.#socket = socket;
    // A socket that was given up may still speak; only the present one is listened to.
    socket.addEventListener("message", (event) => {
      if (this.#socket === socket) this.#onMessage(event.data);
    });
    socket.addEventListener("close", (event) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#onClose(event.code);
    });
  }

  #onMessage(data: unknown): void {
    this.#heardAtMs = this.#options.now();
    const json = parseJson(data);
    const parsed = ServerMessage.safeParse(json);
    if (!parsed.success) return this.#passOver(json);
    const { position, effect } = hear(this.#position, parsed.data);
    this.#position = position;
    if (parsed.data.type === "hello") {
      this.#attempt = 0;
      this.#options.onState({ kind: "live" });
    }
    switch (effect.kind) {
      case "none":
        return undefined;
      case "refetch":
        return this.#options.onFresh();
      case "apply":
        return this.#options.onEvent(effect.event);
      case "resume":
        return this.#reconnect();
    }
  }

  /** A message of a newer server that this page does not know: it is counted as heard, and the views are fetched again. */
  #passOver(json: unknown): void {
    const seq = (json as { readonly seq?: unknown } | null)?.seq;
    if (typeof seq !== "number" || this.#position === null) return;
    this.#position = { ...this.#position, seq };
    this.#options.onFresh();
  }

  #onClose(code: number): void {
    const reason = REFUSALS[code];
    if (reason !== undefined) return this.#options.onState({ kind: "refused", reason });
    const delayMs = backoffMs(this.#attempt, this.#options.random());
    this.#attempt += 1;
    this.#options.onState({ kind: "waiting", retryAtMs: this.#options.now() + delayMs });
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    return undefined;
  }

  #checkPulse(): void {
    if (this.#socket === null) return;
    if (this.#options.now() - this.#heardAtMs > SILENCE_MAX_MS) return this.#reconnect();
    this.#nonce += 1;
    try {
      this.#socket.send(JSON.stringify({ type: "ping", nonce: this.#nonce }));
    } catch {
      // Still connecting; the next pulse will tell.
    }
  }

  #reconnect(): void {
    this.#drop();
    this.#onClose(0);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
