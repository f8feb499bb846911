import { z } from "zod";
import { KqlDiagnostic } from "../kql/diagnostic.ts";
import { KqlFunction } from "../kql/function.ts";
import { KqlColumn, KqlTable } from "../kql/table.ts";
import { Id, Instant, ItemId } from "../primitives.ts";

/** A default time range, applied to `TimeGenerated` when the query does not filter on time itself. */
export const TimeRange = z.object({ from: Instant, to: Instant });
export type TimeRange = z.infer<typeof TimeRange>;

export const QueryRequest = z.object({
  exerciseId: Id,
  /** Chosen by the client, so that it can cancel. */
  queryId: z.uuid(),
  text: z.string().min(1).max(2_000_000),
  range: TimeRange.nullable(),
});
export type QueryRequest = z.infer<typeof QueryRequest>;

/**
 * One cell. `int`, `long`, `real`, `decimal`: a number when JavaScript holds it exactly, otherwise its digits as a string
 * (also `NaN`, `Infinity`, `-Infinity`). `datetime`: ISO with seven digits. `timespan`: `[-][d.]hh:mm:ss[.fffffff]`.
 * `dynamic`: the JSON value. `bool`: boolean. `guid`, `string`: string. null: Kusto's null (strings are never null).
 */
export const Cell = z.json();
export type Cell = z.infer<typeof Cell>;

export const RenderHint = z.object({
  kind: z.string(),
  properties: z.record(z.string(), z.string()),
});

export const QueryStats = z.object({
  /** Wall-clock ms inside the query process, and its two parts. */
  elapsedMs: z.number(),
  translateMs: z.number(),
  executeMs: z.number(),
  /** Exercise time that the query saw as `now()`. */
  asOf: Instant,
});

export const ResultTable = z.object({
  /** What the query calls it (`as`, `fork`); null where it has no name. */
  name: z.string().nullable(),
  columns: z.array(KqlColumn),
  rows: z.array(z.array(Cell)),
  /**
   * Parallel to `rows`: which telemetry row it is, where the query kept row identity (filters, projections, sorts, joins by
   * their left side). Null where a row is an aggregate. It survives `project`, so any row can be pinned.
   */
  itemIds: z.array(ItemId.nullable()),
  /** More rows exist than were sent. */
  isTruncated: z.boolean(),
  render: RenderHint.nullable(),
});
export type ResultTable = z.infer<typeof ResultTable>;

export const QueryRows = z.object({
  kind: z.literal("rows"),
  /** One per tabular statement, several for `fork` and `facet`. The limits on rows and bytes hold over all of them. */
  tables: z.tuple([ResultTable]).rest(ResultTable),
  diagnostics: z.array(KqlDiagnostic),
  stats: QueryStats,
});
export type QueryRows = z.infer<typeof QueryRows>;

/** The query did not run; the diagnostics say where and why. */
export const QueryRefused = z.object({ kind: z.literal("refused"), diagnostics: z.array(KqlDiagnostic) });

export const QueryResult = z.discriminatedUnion("kind", [QueryRows, QueryRefused]);
export type QueryResult = z.infer<typeof QueryResult>;

export const QueryExplanation = z.object({
  diagnostics: z.array(KqlDiagnostic),
  /** Typed plan as indented text, and the SQL with its parameters; null when the query was refused. */
  plan: z.string().nullable(),
  sql: z.string().nullable(),
});

export const SchemaView = z.object({
  tables: z.array(KqlTable),
  /** Visible rows per table as of the clock. */
  counts: z.record(z.string(), z.number().int()),
  /** What queries may call besides the language's own functions. */
  functions: z.array(KqlFunction),
  /** What `_GetWatchlist` knows. */
  watchlists: z.array(z.object({ alias: z.string(), searchKey: z.string(), columns: z.array(z.string()) })),
  /** Addresses that `externaldata` may name. */
  files: z.array(z.string()),
  samples: z.array(z.object({ title: z.string(), text: z.string() })),
});
export type SchemaView = z.infer<typeof SchemaView>;

export const HistoryEntry = z.object({
  id: Id,
  text: z.string(),
  ranAt: Instant,
  /** Exercise time of the run. */
  simAt: Instant,
  outcome: z.enum(["rows", "refused", "cancelled"]),
  rowCount: z.number().int().nullable(),
  isTruncated: z.boolean(),
  byName: z.string(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** What the range picker is set to: so many minutes up to the exercise clock, or two instants. */
export const HuntRange = z.object({
  kind: z.enum(["last", "fixed"]),
  lastMinutes: z.number().int().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type HuntRange = z.infer<typeof HuntRange>;

/** The hunt page's tabs, saved on the server so that a reload or another device loses nothing. */
export const HuntTab = z.object({
  id: z.uuid(),
  title: z.string().max(80),
  text: z.string().max(2_000_000),
  range: HuntRange,
});
export const HuntDesk = z.object({ tabs: z.array(HuntTab).max(25), activeId: z.uuid().nullable() });
export type HuntDesk = z.infer<typeof HuntDesk>;
export type RenderHint = z.infer<typeof RenderHint>;
export type QueryStats = z.infer<typeof QueryStats>;
export type QueryRefused = z.infer<typeof QueryRefused>;
export type QueryExplanation = z.infer<typeof QueryExplanation>;
export type HuntTab = z.infer<typeof HuntTab>;
