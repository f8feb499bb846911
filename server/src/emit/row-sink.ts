import type { SensedRow } from "../range/sensors/sensor-stage.ts";

/** Where a row came to stand: file below the output folder and its position among the rows of that file, from 1. */
export interface RowPlace {
  readonly file: string;
  readonly position: number;
}

/** One output format. Rows come in order of happening. */
export interface RowSink {
  /** Null: this format has no place for the row's table. */
  write(row: SensedRow): RowPlace | null;
  /** Flushes; resolves when everything is on disk. */
  close(): Promise<void>;
}
