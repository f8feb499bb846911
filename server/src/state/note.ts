import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId, RecordId, WallMs } from "./ids.ts";

/** A facilitator's private note. */
export interface Note {
  readonly id: RecordId;
  readonly exerciseId: ExerciseId;
  readonly at: WallMs;
  readonly simAt: SimTime;
  readonly text: string;
  readonly byName: string;
}

export interface NoteRepository {
  list(exerciseId: ExerciseId): Promise<readonly Note[]>;
  insert(note: Note): Promise<void>;
}
