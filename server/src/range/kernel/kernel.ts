import { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Activity, Cause, ProcessRef } from "../activity.ts";
import type { AnyEventKind, EventKind, Json, SimEvent } from "./event-kind.ts";
import { isLost } from "./power-cuts.ts";
import { TimeHeap, type Timed } from "./time-heap.ts";
import { asItStands } from "./updated-hosts.ts";
import type { WorldState } from "./world-state.ts";
import type { World } from "./world.ts";

/** Ids of the story start here, far above any count of ordinary activities, and still below 2^31. */
export const STORY_ID_BASE = 2_000_000_000;

/**
 * So few that a batch and its rows die young: they are most of what a run allocates. With hundreds, a third of the young
 * generation is alive at each collection, and is copied and promoted for nothing.
 */
const BATCH_LENGTH_MAX = 16;

export type WorldFacts = Pick<World, "seed" | "scenario" | "estate" | "calendar" | "story" | "window">;

/** All that a checkpoint holds; survives `JSON.parse(JSON.stringify(…))`. */
export interface KernelState {
  readonly now: SimTime;
  readonly ordersIssued: number;
  readonly ordinaryIdsIssued: number;
  readonly storyIdsIssued: number;
  readonly events: readonly SimEvent[];
  readonly outbox: readonly Pending[];
  readonly world: WorldState;
}

/** A kernel to which nothing has happened yet. */
export const EMPTY_KERNEL: Omit<KernelState, "now" | "world"> = {
  ordersIssued: 0,
  ordinaryIdsIssued: 0,
  storyIdsIssued: 0,
  events: [],
  outbox: [],
};

interface Pending extends Timed {
  readonly activity: Activity;
}

/**
 * The clock and the diary. Takes the next event, lets its handler act, and hands activities out in order of `at`: an
 * activity leaves the outbox only when no event before it is left that could still cause an earlier one.
 */
export class Kernel implements World {
  readonly seed: number;
  readonly scenario: World["scenario"];
  readonly estate: World["estate"];
  readonly calendar: World["calendar"];
  readonly story: World["story"];
  readonly window: World["window"];
  readonly state: WorldState;
  readonly #handlers: ReadonlyMap<string, AnyEventKind["handle"]>;
  readonly #events: TimeHeap<SimEvent>;
  readonly #outbox: TimeHeap<Pending>;
  readonly #processes = new Map<string, ProcessRef>();
  #now: SimTime;
  #ordersIssued: number;
  #ordinaryIdsIssued: number;
  #storyIdsIssued: number;

  constructor(facts: WorldFacts, kinds: readonly AnyEventKind[], from: KernelState) {
    this.seed = facts.seed;
    this.scenario = facts.scenario;
    this.estate = facts.estate;
    this.calendar = facts.calendar;
    this.story = facts.story;
    this.window = facts.window;
    this.#handlers = handlersByType(kinds);
    this.state = from.world;
    this.#now = from.now;
    this.#ordersIssued = from.ordersIssued;
    this.#ordinaryIdsIssued = from.ordinaryIdsIssued;
    this.#storyIdsIssued = from.storyIdsIssued;
    this.#events = TimeHeap.from(from.events);
    this.#outbox = TimeHeap.from(from.outbox);
  }

  get now(): SimTime {
    return this.#now;
  }

  schedule<P extends Json>(kind: EventKind<P>, at: SimTime, payload: P): void {
    if (at < this.#now) throw new RangeError(`${kind.type} was scheduled for the past`);
    if (at >= this.window.exerciseEnd) return;
    this.#events.push({ at, order: this.#nextOrder(), type: kind.type, payload });
  }

  stream(name: string): RandomStream {
    return RandomStream.named(this.seed, name);
  }

  claimId(cause: Cause): number {
    if (cause.story === null) return ++this.#ordinaryIdsIssued;
    return STORY_ID_BASE + ++this.#storyIdsIssued;
  }

  recallProcess(key: string, describe: () => ProcessRef): ProcessRef {
    const known = this.#processes.get(key);
    if (known !== undefined) return known;
    const described = describe();
    this.#processes.set(key, described);
    return described;
  }

  emit(activity: Activity): void {
    if (activity.at < this.#now) throw new RangeError(`${activity.kind} was emitted for the past`);
    if (isLost(this.state, activity, this.#now)) return;
    this.#outbox.push({ at: activity.at, order: this.#nextOrder(), activity: asItStands(this.state, activity) });
  }

  /** Activities up to (not including) `until`, in batches of bounded length. */
  *advance(until: SimTime): IterableIterator<readonly Activity[]> {
    let batch: Activity[] = [];
    for (;;) {
      const event = this.#events.peek();
      const isEventDue = event !== undefined && event.at < until;
      const settled = isEventDue ? event.at : until;
      for (let next = this.#outbox.peek(); next !== undefined && next.at < settled; next = this.#outbox.peek()) {
        this.#outbox.pop();
        batch.push(next.activity);
        if (batch.length >= BATCH_LENGTH_MAX) {
          yield batch;
          batch = [];
        }
      }
      if (!isEventDue) break;
      this.#events.pop();
      this.#handle(event);
    }
    if (until > this.#now) this.#now = until;
    if (batch.length > 0) yield batch;
  }

  snapshot(): KernelState {
    return {
      now: this.#now,
      ordersIssued: this.#ordersIssued,
      ordinaryIdsIssued: this.#ordinaryIdsIssued,
      storyIdsIssued: this.#storyIdsIssued,
      events: this.#events.toSorted(),
      outbox: this.#outbox.toSorted(),
      world: this.state,
    };
  }

  #handle(event: SimEvent): void {
    const handle = this.#handlers.get(event.type);
    if (handle === undefined) throw new Error(`no handler for event ${event.type}`);
    this.#now = event.at;
    handle(this, event.payload as never, event.at);
  }

  #nextOrder(): number {
    this.#ordersIssued += 1;
    return this.#ordersIssued;
  }
}

function handlersByType(kinds: readonly AnyEventKind[]): ReadonlyMap<string, AnyEventKind["handle"]> {
  const handlers = new Map<string, AnyEventKind["handle"]>();
  for (const kind of kinds) {
    if (handlers.has(kind.type)) throw new Error(`two handlers for event ${kind.type}`);
    handlers.set(kind.type, kind.handle);
  }
  return handlers;
}
