import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { LOG_CATALOGUE } from "../logs/catalogue.ts";
import type { LogDefinition } from "../logs/log.ts";
import type { WorldRun } from "../range/run.ts";
import { createSensorStage } from "../range/sensors/sensor-stage.ts";
import type { SensedRow } from "../range/sensors/sensor-stage.ts";
import { createWorldRun } from "../range/world.ts";
import type { Scenario } from "../scenario/model.ts";
import { nativeSink } from "./native-sink.ts";
import { ndjsonSink } from "./ndjson-sink.ts";
import { parquetSink } from "./parquet-sink.ts";
import { OrderedRows } from "./ordered-rows.ts";
import type { RowSink } from "./row-sink.ts";
import { TruthFiles } from "./truth-files.ts";

export type EmitFormat = "ndjson" | "parquet" | "native";

export const EMIT_FORMATS: readonly EmitFormat[] = ["ndjson", "parquet", "native"];

export interface EmitOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Created when missing; must be empty. */
  readonly outDir: string;
  readonly format: EmitFormat;
  /** Also write `truth/`: the causes of everything. */
  readonly withTruth: boolean;
  /** Called now and then with the share done, 0–1. */
  readonly onProgress?: (share: number) => void;
}

export type EmitResult =
  | {
      readonly kind: "emitted";
      readonly activities: number;
      /** Rows written, by table; tables without rows are absent. */
      readonly rowsByTable: ReadonlyMap<string, number>;
      /** Rows of tables that have no native form, by table; empty for the other formats. */
      readonly leftOutByTable: ReadonlyMap<string, number>;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** Small, so that rows die young: they are garbage as soon as they are written. */
const SLICE_LENGTH = 200;

/**
 * Simulates the whole window of a scenario, history and exercise, and writes what its sensors log. Deterministic: the same
 * scenario, seed and format give the same bytes. File errors reject.
 */
export async function emitScenario(options: EmitOptions): Promise<EmitResult> {
  const { scenario, seed, outDir, format, withTruth } = options;
  if (existsSync(outDir) && readdirSync(outDir).length > 0) {
    return { kind: "refused", reason: `${outDir} is not empty; choose another folder or clear it first` };
  }
  mkdirSync(outDir, { recursive: true });
  const run = createWorldRun(scenario, seed);
  const truth = withTruth ? new TruthFiles(outDir) : null;
  const sink = openSink(format, outDir, LOG_CATALOGUE);
  const result = pump(run, options, sink, truth);
  await sink.close();
  truth?.close(run);
  return result;
}

function pump(run: WorldRun, options: EmitOptions, sink: RowSink, truth: TruthFiles | null): EmitResult {
  const scenario = options.format === "native" ? withoutTransport(options.scenario) : options.scenario;
  const stage = createSensorStage(scenario, options.seed, undefined, undefined, run.directory);
  const rowsByTable = new Map<string, number>();
  const leftOutByTable = new Map<string, number>();
  const { historyStart, exerciseEnd } = run.window;
  const ordered = new OrderedRows();
  const write = (row: SensedRow): void => {
    const place = sink.write(row);
    const counts = place === null ? leftOutByTable : rowsByTable;
    counts.set(row.table, (counts.get(row.table) ?? 0) + 1);
    truth?.row(row, place);
  };
  let activities = 0;
  for (const batch of run.advance(exerciseEnd)) {
    activities += batch.length;
    for (let from = 0; from < batch.length; from += SLICE_LENGTH) {
      const slice = batch.slice(from, from + SLICE_LENGTH);
      for (const activity of slice) truth?.activity(activity);
      for (const row of stage.sense(slice)) {
        // Channels number their records as they come; only logs without numbers are put in order.
        if (row.row.recordNumber === 0) ordered.add(row);
        else write(row);
      }
      for (const row of ordered.takeRipe()) write(row);
    }
    const last = batch.at(-1);
    if (last !== undefined) options.onProgress?.((last.at - historyStart) / (exerciseEnd - historyStart));
  }
  for (const row of ordered.takeAll()) write(row);
  return { kind: "emitted", activities, rowsByTable, leftOutByTable };
}

/** A file on a server is whole, whatever its agent loses or sends twice. */
function withoutTransport(scenario: EmitOptions["scenario"]): EmitOptions["scenario"] {
  const sensors = scenario.sensors.map((setting) => ({ ...setting, duplicateShare: 0, lossShare: 0, gaps: [] }));
  return { ...scenario, sensors };
}

function openSink(format: EmitFormat, folder: string, logs: readonly LogDefinition[]): RowSink {
  if (format === "ndjson") return ndjsonSink(folder, logs);
  return format === "parquet" ? parquetSink(folder, logs) : nativeSink(folder, logs);
}
