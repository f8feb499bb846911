import { hash32 } from "../../base/hash.ts";

/** `EventRecordID` and its like: one counter per host and channel. Host → channel → last number given. */
export type RecordCounterState = Readonly<Record<string, Readonly<Record<string, number>>>>;

export class RecordCounters {
  readonly #seed: number;
  readonly #last: Map<string, Map<string, number>>;

  constructor(seed: number, state: RecordCounterState) {
    this.#seed = seed;
    this.#last = new Map(Object.entries(state).map(([host, channels]) => [host, new Map(Object.entries(channels))]));
  }

  /** Strictly increasing by one; the first number is that of a host that has been running for a long time. */
  next(hostName: string, channel: string): number {
    let channels = this.#last.get(hostName);
    if (channels === undefined) {
      channels = new Map();
      this.#last.set(hostName, channels);
    }
    const last = channels.get(channel) ?? 100_000 + (hash32(this.#seed, `sensors/${hostName}/${channel}/record`) % 4_000_000);
    channels.set(channel, last + 1);
    return last + 1;
  }

  get state(): RecordCounterState {
    return Object.fromEntries([...this.#last].map(([host, channels]) => [host, Object.fromEntries(channels)]));
  }
}
