import type { LiveEvent } from "../../contract/index.ts";
import { encode, StreamLog, type Frame } from "./stream-log.ts";

/** What the hub needs of a connection; a `ws` socket in the product, a fake in tests. */
export interface LiveSocket {
  send(bytes: Buffer): void;
  /** Bytes that the network has not taken yet. */
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
}

/** A socket with more than this unsent is dropped; it reconnects and resumes where it was. */
export const BUFFERED_BYTES_MAX = 1_000_000;

export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/**
 * Fans events out. Streams are made when first named; a stream's numbering starts anew with the process (`epoch`), which
 * tells clients of an earlier life to fetch their views again.
 */
export class LiveHub {
  readonly #epoch: string;
  readonly #onSlow: (socket: LiveSocket) => void;
  readonly #logs = new Map<string, StreamLog>();
  readonly #sockets = new Map<string, Set<LiveSocket>>();

  constructor(epoch: string, onSlow: (socket: LiveSocket) => void) {
    this.#epoch = epoch;
    this.#onSlow = onSlow;
  }

  /** Sends hello and what the client missed, then everything that follows. Returns the way to stop. */
  join(stream: string, socket: LiveSocket, position: Position | null): () => void {
    const log = this.#logOf(stream);
    const missed = position !== null && position.epoch === this.#epoch ? log.after(position.seq) : null;
    socket.send(encode({ type: "hello", epoch: this.#epoch, seq: log.seq, mode: missed === null ? "fresh" : "resumed" }));
    for (const frame of missed ?? []) this.#send(socket, frame);
    const members = this.#sockets.get(stream) ?? new Set();
    members.add(socket);
    this.#sockets.set(stream, members);
    return () => {
      members.delete(socket);
    };
  }

  publish(stream: string, event: LiveEvent): void {
    const frame = this.#logOf(stream).append(event);
    for (const socket of this.#sockets.get(stream) ?? []) this.#send(socket, frame);
  }

  #send(socket: LiveSocket, frame: Frame): void {
    if (socket.bufferedAmount > BUFFERED_BYTES_MAX) this.#onSlow(socket);
    else socket.send(frame.bytes);
  }

  #logOf(stream: string): StreamLog {
    const log = this.#logs.get(stream) ?? new StreamLog();
    this.#logs.set(stream, log);
    return log;
  }
}

export function teamStream(teamId: string): string {
  return `team/${teamId}`;
}

export function controlStream(exerciseId: string): string {
  return `control/${exerciseId}`;
}
