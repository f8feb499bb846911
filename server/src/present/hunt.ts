import type { HistoryEntry, KqlTable, SchemaView } from "../../contract/index.ts";
import type { QueryRun } from "../state/hunt.ts";
import { presentSimTime, presentWallTime } from "./instant.ts";

export function presentQueryRun(run: QueryRun): HistoryEntry {
  return {
    id: run.id,
    text: run.text,
    ranAt: presentWallTime(run.ranAt),
    simAt: presentSimTime(run.simAt),
    outcome: run.outcome,
    rowCount: run.rowCount,
    isTruncated: run.isTruncated,
    byName: run.byName,
  };
}

/** The tables' own sample queries serve as the samples of the page. */
export function presentSchema(tables: readonly KqlTable[], counts: ReadonlyMap<string, number>): SchemaView {
  return {
    tables: tables.map((table) => ({ ...table })),
    counts: Object.fromEntries(tables.map(({ name }) => [name, counts.get(name) ?? 0])),
    samples: tables.map(({ name, sample }) => ({ title: name, text: sample })).filter(({ text }) => text !== ""),
  };
}
