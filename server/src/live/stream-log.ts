import type { LiveEvent, ServerMessage } from "../../contract/index.ts";

/** A message as it goes over the wire: encoded once, sent to every socket of the stream. */
export interface Frame {
  readonly seq: number;
  readonly bytes: Buffer;
}

/** How far back a client may have been away and still catch up without fetching its views again. */
const FRAMES_KEPT = 2_000;
const BYTES_KEPT = 8_000_000;

/** The numbered events of one stream: 1, 2, 3 … with the newest kept for clients that come back. */
export class StreamLog {
  readonly #frames: Frame[] = [];
  #bytes = 0;
  #seq = 0;

  get seq(): number {
    return this.#seq;
  }

  append(event: LiveEvent): Frame {
    this.#seq += 1;
    const frame = { seq: this.#seq, bytes: encode({ type: "event", seq: this.#seq, event }) };
    this.#frames.push(frame);
    this.#bytes += frame.bytes.length;
    while (this.#frames.length > FRAMES_KEPT || this.#bytes > BYTES_KEPT) {
      this.#bytes -= this.#frames.shift()?.bytes.length ?? 0;
    }
    return frame;
  }

  /** The events after a position, or null when some of them are no longer kept or the position is from the future. */
  after(seq: number): readonly Frame[] | null {
    const oldest = this.#seq - this.#frames.length;
    if (seq > this.#seq || seq < oldest) return null;
    return this.#frames.slice(seq - oldest);
  }
}

export function encode(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
