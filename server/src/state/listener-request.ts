import type { SimTime } from "../base/sim-time.ts";
import type { ExerciseId } from "./ids.ts";

/** A row that a request to the look-alike listener left in one of the exercise's logs: by column name, datetimes as ISO text. */
export interface ListenerRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ListenerRequestRepository {
  /** Keeps the rows of one request, unless the exercise has `requestsMax` already: then false. `heardAt` is exercise time. */
  add(exerciseId: ExerciseId, heardAt: SimTime, rows: readonly ListenerRow[], requestsMax: number): Promise<boolean>;
  /** Of all requests, in the order in which they came. */
  rowsOf(exerciseId: ExerciseId): Promise<readonly ListenerRow[]>;
  countOf(exerciseId: ExerciseId): Promise<number>;
}
