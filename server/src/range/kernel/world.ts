import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { Activity, Cause, ProcessRef } from "../activity.ts";
import type { Calendar } from "../estate/calendar.ts";
import type { Estate } from "../estate/estate.ts";
import type { StoryPlan } from "../intruders/story-plan.ts";
import type { EventKind, Json } from "./event-kind.ts";
import type { WorldState } from "./world-state.ts";

/** What handlers may see and do. Facts are fixed for the run; `state` is what changes, and is plain data throughout. */
export interface World {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly estate: Estate;
  readonly calendar: Calendar;
  readonly story: StoryPlan;
  readonly state: WorldState;
  /** Instant of the event being handled. */
  readonly now: SimTime;
  readonly window: { readonly historyStart: SimTime; readonly exerciseStart: SimTime; readonly exerciseEnd: SimTime };
  /** @throws RangeError for an instant before `now`. Events after the end of the exercise are forgotten. */
  schedule<P extends Json>(kind: EventKind<P>, at: SimTime, payload: P): void;
  /** A fresh stream of this name; the name says who draws and for which occasion, so no two occasions share draws. */
  stream(name: string): RandomStream;
  /** Id for an activity with this cause. Ordinary life and the story count separately: neither moves the other's ids. */
  claimId(cause: Cause): number;
  /** A process that exists for long is described once. Only a cache of what follows from facts and the key; not state. */
  recallProcess(key: string, describe: () => ProcessRef): ProcessRef;
  /** Records what happened. `at` may lie ahead (a request is stamped when it ends), never behind `now`. */
  emit(activity: Activity): void;
}
