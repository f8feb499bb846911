import type { LiveEvent, ServerMessage } from "@mailroom/server/contract";

/** Up to where this client has heard a stream. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** What a message asks of the client, beside moving its position. */
export type Effect =
  /** Nothing was missed. */
  | { readonly kind: "none" }
  /** What is cached may be old: fetch it again. */
  | { readonly kind: "refetch" }
  | { readonly kind: "apply"; readonly event: LiveEvent }
  /** A number was skipped: connect again and resume from the position. */
  | { readonly kind: "resume" };

export interface Heard {
  readonly position: Position | null;
  readonly effect: Effect;
}

/**
 * Takes one message of the server. Each event is applied exactly once and in order: a number already heard is dropped, a
 * skipped one asks for a resume and is not passed over.
 */
export function hear(position: Position | null, message: ServerMessage): Heard {
  switch (message.type) {
    case "hello": {
      const isResumed = message.mode === "resumed" && position?.epoch === message.epoch;
      if (isResumed) return { position, effect: { kind: "none" } };
      return { position: { epoch: message.epoch, seq: message.seq }, effect: { kind: "refetch" } };
    }
    case "event": {
      // Before the greeting nothing can be placed; a server that does this is resumed from scratch.
      if (position === null) return { position, effect: { kind: "resume" } };
      if (message.seq <= position.seq) return { position, effect: { kind: "none" } };
      if (message.seq > position.seq + 1) return { position, effect: { kind: "resume" } };
      return { position: { ...position, seq: message.seq }, effect: { kind: "apply", event: message.event } };
    }
    case "pong":
      return { position, effect: { kind: "none" } };
  }
}

/** Address of the channel, asking to resume where the client stopped. */
export function liveUrl(origin: string, path: string, exerciseId: string, position: Position | null): string {
  const url = new URL(path, origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("exercise", exerciseId);
  if (position !== null) {
    url.searchParams.set("epoch", position.epoch);
    url.searchParams.set("after", String(position.seq));
  }
  return url.toString();
}
