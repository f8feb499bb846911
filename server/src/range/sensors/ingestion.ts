import { hash32, mix32 } from "../../base/hash.ts";
import { MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { LogDefinition } from "../../logs/log.ts";

/** How rows of one log on one host travel to the workspace. Seconds. */
export interface Delivery {
  /** Rows written within one block are sent together. */
  readonly blockSeconds: number;
  /** From the end of the block to being searchable. */
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

/** IIS and Exchange flush files by the minute and an agent tails them; events are sent as they come, in small batches. */
const DELIVERIES: Readonly<Record<LogDefinition["collection"], Delivery>> = {
  "file-tail": { blockSeconds: 60, minSeconds: 120, maxSeconds: 540 },
  "event-agent": { blockSeconds: 15, minSeconds: 4, maxSeconds: 105 },
  "edr-cloud": { blockSeconds: 10, minSeconds: 15, maxSeconds: 110 },
  none: { blockSeconds: 1, minSeconds: 0, maxSeconds: 0 },
};

export function deliveryOf(
  collection: LogDefinition["collection"],
  setting: { readonly min: number; readonly max: number } | null,
): Delivery {
  const usual = DELIVERIES[collection];
  return setting === null ? usual : { ...usual, minSeconds: setting.min, maxSeconds: Math.max(setting.min, setting.max) };
}

/**
 * When rows of one log on one host become visible. The delay wanders between knots, so that a busy or idle agent shows for
 * a while. A pure function of the row's time, whatever was asked before.
 */
export class IngestionDelay {
  readonly #key: number;
  readonly #block: number;
  readonly #min: number;
  readonly #spread: number;
  readonly #knot: number;
  readonly #phase: number;

  constructor(seed: number, hostName: string, table: string, delivery: Delivery) {
    this.#key = hash32(seed, `sensors/${hostName}/${table}/delay`);
    this.#block = delivery.blockSeconds * MICROS_PER_SECOND;
    this.#min = delivery.minSeconds * MICROS_PER_SECOND;
    this.#spread = (delivery.maxSeconds - delivery.minSeconds) * MICROS_PER_SECOND;
    // Knots at twice the spread keep the delay from falling faster than time passes: rows become visible in order.
    this.#knot = Math.max(this.#spread * 2, this.#block);
    this.#phase = hash32(seed, `sensors/${hostName}/${table}/phase`) % this.#block;
  }

  /** Number of the block that a row of this instant is sent in. */
  blockOf(at: SimTime): number {
    return Math.floor((at + this.#phase) / this.#block);
  }

  /** The instant at which that block is searchable; never before its last row was written. */
  visibleAt(block: number): SimTime {
    const end = (block + 1) * this.#block - this.#phase;
    const knot = Math.floor(end / this.#knot);
    const into = end - knot * this.#knot;
    const from = this.#drawn(knot);
    const to = this.#drawn(knot + 1);
    return (end + this.#min + from + Math.floor(((to - from) * into) / this.#knot)) as SimTime;
  }

  #drawn(knot: number): number {
    return Math.floor((mix32(this.#key ^ mix32(knot)) / 2 ** 32) * this.#spread);
  }
}
