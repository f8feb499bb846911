import type { QueryResult } from "../../../contract/index.ts";
import { runQuery } from "../../exercise/commands/hunt.ts";
import type { Lab } from "../../exercise/lab.ts";
import type { QueryAnswer, RequestNames } from "../../present/kusto/answer-facts.ts";
import type { PrimaryTable } from "../../present/kusto/kusto-table.ts";
import { type KustoFailure, oneApiError, queryFailure, truncatedFailure } from "../../present/kusto/one-api-error.ts";
import type { TokenCaller } from "./authenticate.ts";
import type { KustoRequest } from "./request-body.ts";

/** Runs the query as the hunt page would: same policy, clock, limits, queue and memory of what the team has seen. */
export async function answerQuery(
  lab: Lab,
  { actor, visit }: TokenCaller,
  { text, options }: KustoRequest,
  names: RequestNames,
): Promise<QueryAnswer | KustoFailure> {
  const exerciseId = visit.exercise.id;
  const { rowsMax, takeMax, bytesMax, timeoutMs, range, parameters } = options;
  const limits = { rowsMax: least(rowsMax, takeMax), bytesMax, timeoutMs };
  const startedAt = performance.now();
  const result = await runQuery(
    lab,
    actor,
    exerciseId,
    { exerciseId, queryId: names.clientRequestId, text, range },
    { limits, parameters },
  );
  if (result.kind === "refused") return queryFailure(result.diagnostics, text);
  const tables = primaryTables(result);
  const rowCount = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const isContent = takeMax !== null && rowCount >= takeMax;
  return {
    ...names,
    tables,
    elapsedMs: performance.now() - startedAt,
    failure: result.tables.some(({ isTruncated }) => isTruncated) && !isContent ? oneApiError(truncatedFailure(rowCount), names) : null,
    isFailureDeferred: options.isFailureDeferred,
  };
}

type Rows = Extract<QueryResult, { readonly kind: "rows" }>;

function primaryTables({ tables }: Rows): readonly PrimaryTable[] {
  return tables.map(({ name, columns, rows, render }) => ({ name: name ?? "PrimaryResult", columns, rows, render }));
}

function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
