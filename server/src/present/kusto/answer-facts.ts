import type { RenderHint } from "../../../contract/index.ts";
import type { PrimaryTable } from "./kusto-table.ts";
import type { OneApiError } from "./one-api-error.ts";

/** Names of one request: the client's own and ours. */
export interface RequestNames {
  readonly clientRequestId: string;
  readonly activityId: string;
  /** ISO with seven digits: the wall clock, not the exercise's. */
  readonly timestamp: string;
}

/** What both versions of the protocol say about a query that has run. */
export interface QueryAnswer extends RequestNames {
  readonly tables: readonly PrimaryTable[];
  readonly elapsedMs: number;
  /** Why it is not all that there is; null when it is. */
  readonly failure: OneApiError | null;
  /** The client asked to be told of a partial failure without the request failing. */
  readonly isFailureDeferred: boolean;
}

/** Kusto's name of each property that `render` knows. */
const VISUAL_PROPERTIES: Readonly<Record<string, string>> = {
  title: "Title",
  xcolumn: "XColumn",
  series: "Series",
  ycolumns: "YColumns",
  anomalycolumns: "AnomalyColumns",
  xtitle: "XTitle",
  ytitle: "YTitle",
  xaxis: "XAxis",
  yaxis: "YAxis",
  legend: "Legend",
  ysplit: "YSplit",
  kind: "Kind",
  xmin: "Xmin",
  xmax: "Xmax",
  ymin: "Ymin",
  ymax: "Ymax",
};
const WITHOUT_NULL = new Set(["Xmin", "Xmax", "Ymin", "Ymax"]);

/** The `Visualization` property: every key is always there, as clients expect. */
export function visualizationText(render: RenderHint | null): string {
  const given = new Map(Object.entries(render?.properties ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const properties = Object.entries(VISUAL_PROPERTIES).map(([key, name]): [string, string | null] => [
    name,
    given.get(key) ?? (WITHOUT_NULL.has(name) ? "NaN" : null),
  ]);
  return JSON.stringify({
    Visualization: render?.kind ?? null,
    ...Object.fromEntries(properties),
    Accumulate: given.get("accumulate") === "true",
    IsQuerySorted: false,
  });
}

export function resourceText({ tables, elapsedMs }: QueryAnswer): string {
  return JSON.stringify({
    ExecutionTime: elapsedMs / 1000,
    dataset_statistics: tables.map(({ rows }) => ({ table_row_count: rows.length })),
  });
}
