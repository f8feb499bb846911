import type { ExerciseState } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId, WallMs } from "./ids.ts";

/**
 * An exercise clock as an anchor: while `running`, exercise time is `simAt + (now - wallAt) * speed`, never beyond
 * `simEnd`; otherwise it is `simAt`.
 */
export interface ClockRecord {
  readonly state: ExerciseState;
  readonly simAt: SimTime;
  readonly wallAt: WallMs;
  readonly speed: number;
  readonly simStart: SimTime;
  readonly simEnd: SimTime;
}

export interface ClockRepository {
  find(exerciseId: ExerciseId): Promise<ClockRecord | null>;
  /** Inserts or replaces. */
  save(exerciseId: ExerciseId, clock: ClockRecord): Promise<void>;
}
