import type { KqlFunction, QueryExplanation, QueryResult, ResultTable } from "../../contract/index.ts";
import { formatSimTime, fromTicks, simTime, toTicks, MICROS_PER_MS, type SimTime } from "../base/sim-time.ts";
import { describeRuntimeError } from "../kql/diagnostics/runtime.ts";
import type { KqlScope } from "../kql/engine.ts";
import { KqlRunner, type RanTable } from "./kql-runner.ts";

const ROWS_MAX = 10_000;

/** The range that portal tokens stand for; null where none is picked. */
export type PickedRange = { readonly from: SimTime; readonly to: SimTime } | null;

/** What is there without a lab. */
export interface Surroundings {
  readonly range: PickedRange;
  readonly functions: readonly KqlFunction[];
}

function scopeNow({ range, functions }: Surroundings): KqlScope {
  const nowTicks = toTicks(simTime(Date.now() * MICROS_PER_MS));
  const picked = range === null ? null : { fromTicks: toTicks(range.from), toTicks: toTicks(range.to) };
  return { tables: [], functions, nowTicks, range: picked, source: () => ({ relations: [], inlineJson: null }) };
}

function resultTable({ name, columns, types, cells, render }: RanTable): ResultTable {
  const rows = cells.slice(0, ROWS_MAX).map((row) => [...row]);
  return {
    name,
    columns: columns.map((column, index) => ({ name: column, type: types[index] ?? "string" })),
    rows,
    itemIds: rows.map(() => null),
    isTruncated: cells.length > ROWS_MAX,
    render,
  };
}

async function query(text: string, around: Surroundings): Promise<QueryResult> {
  const [scope, startedAt] = [scopeNow(around), performance.now()];
  const runner = await KqlRunner.create();
  try {
    const ran = await runner.run(text, scope, ROWS_MAX);
    if ("refused" in ran) return { kind: "refused", diagnostics: [...ran.refused] };
    const elapsedMs = performance.now() - startedAt;
    const [first = ran, ...rest] = ran.tables;
    return {
      kind: "rows",
      tables: [resultTable(first), ...rest.map(resultTable)],
      diagnostics: [...ran.diagnostics],
      stats: { elapsedMs, translateMs: 0, executeMs: elapsedMs, asOf: formatSimTime(fromTicks(scope.nowTicks), 6) },
    };
  } catch (error) {
    return { kind: "refused", diagnostics: [describeRuntimeError(error, text)] };
  }
}

async function explain(text: string, around: Surroundings): Promise<QueryExplanation> {
  const runner = await KqlRunner.create();
  const { query, diagnostics } = await runner.settle(text, scopeNow(around), ROWS_MAX);
  const statements = (query?.tables ?? []).map(({ sql, parameters }) =>
    [sql, ...parameters.map((value, index) => `-- $${index + 1} = ${String(value)}`)].join("\n"),
  );
  return { diagnostics: [...diagnostics], plan: query?.planText ?? null, sql: query === null ? null : statements.join(";\n\n") };
}

/** The language alone: queries over `print`, `range`, `datatable`; there is no table but what a query makes, and `now()` is the wall clock. */
export function runFreely(around: Surroundings): {
  query(text: string): Promise<QueryResult>;
  explain(text: string): Promise<QueryExplanation>;
} {
  return { query: (text) => query(text, around), explain: (text) => explain(text, around) };
}
