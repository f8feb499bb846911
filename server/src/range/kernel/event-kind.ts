import type { SimTime } from "../../base/sim-time.ts";
import type { Timed } from "./time-heap.ts";
import type { World } from "./world.ts";

/** What an event carries must survive JSON: a checkpoint is nothing but data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An appointment in the world's diary. Its handler is found by `type`, so that the diary itself is plain data. */
export interface SimEvent extends Timed {
  readonly type: string;
  readonly payload: Json;
}

/** A type of event together with what happens when its time has come. */
export interface EventKind<P extends Json> {
  readonly type: string;
  readonly handle: (world: World, payload: P, at: SimTime) => void;
}

/** `type` is its stable name in checkpoints, e.g. `outlook/burst`. */
export function eventKind<P extends Json>(type: string, handle: EventKind<P>["handle"]): EventKind<P> {
  return { type, handle };
}

/** A kind whose payload type has been forgotten, for the table of all kinds. */
export type AnyEventKind = EventKind<never>;
