import type { ClockCommand, ClockView } from "../../../contract/index.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { ExerciseId, UserId } from "../../state/ids.ts";
import type { World, WorldProgress } from "../../telemetry/store.ts";

/**
 * What ticks: clocks, alert rules, injects that go out by themselves, guide steps that tick off. Implemented by
 * `createExerciseRuntime` in `runtime.ts`; commands and HTTP speak to it only through this.
 */
export interface ExerciseRuntime {
  /** Takes an exercise up: loads its clock, starts building its world. Idempotent. */
  start(exerciseId: ExerciseId): Promise<void>;
  /** The clock now. The exercise must have been started. @throws RangeError when it is unknown. */
  clockOf(exerciseId: ExerciseId): ClockView;
  /** Exact exercise time now, at most the end. */
  simNowOf(exerciseId: ExerciseId): SimTime;
  /** Carries the command out, saves the clock, announces `ClockChanged`. @throws Refusal when the state does not allow it. */
  command(exerciseId: ExerciseId, command: ClockCommand): Promise<ClockView>;
  /** Resolves when the world can be queried; announces `WorldProgressed` while it is built. */
  ensureWorld(exerciseId: ExerciseId): Promise<World>;
  /** Builds a world and runs its rules before anybody needs it; resolves when alerts up to the exercise's start are known. */
  prepare(scenario: Scenario, seed: number): Promise<void>;
  /** The world's state without waiting for it. */
  progressOf(exerciseId: ExerciseId): WorldProgress;
  /** Stops every timer and saves every clock. */
  stop(): Promise<void>;
}

/** Who has a live socket open right now. Kept by `live/`. */
export interface Presence {
  isOnline(exerciseId: ExerciseId, userId: UserId): boolean;
}
