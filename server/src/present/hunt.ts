import type { HistoryEntry, KqlColumn, KqlTable, SchemaView } from "../../contract/index.ts";
import { STANDING_FUNCTIONS, watchlistColumns, type Workspace } from "../telemetry/workspace.ts";
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

/** Every row has it, as in a workspace, although the published schemas do not list it; queries made from alerts filter on it. */
const ITEM_ID: KqlColumn = { name: "_ItemId", type: "string", doc: "Identity of the row: the same in every query." };

export function withItemId(table: KqlTable): KqlTable {
  const columns = [...table.columns.filter(({ name }) => name !== ITEM_ID.name), ITEM_ID];
  const filled = [...table.filled.filter((name) => name !== ITEM_ID.name), ITEM_ID.name];
  return { ...table, columns, filled };
}

interface SchemaFacts {
  readonly tables: readonly KqlTable[];
  readonly workspace: Workspace;
  readonly counts: ReadonlyMap<string, number>;
}

/** The tables' own sample queries serve as the samples of the page. Of lists and files only what a query has to know. */
export function presentSchema({ tables, workspace, counts }: SchemaFacts): SchemaView {
  const { functions, watchlists, files } = workspace;
  return {
    functions: [...functions, ...STANDING_FUNCTIONS].map(({ name, parameters, body, doc }) => ({ name, parameters, body, doc })),
    watchlists: watchlists.map(({ alias, searchKey, csv }) => ({ alias, searchKey, columns: [...watchlistColumns(csv)] })),
    files: files.map(({ address }) => address),
    tables: tables.map(withItemId),
    counts: Object.fromEntries(tables.map(({ name }) => [name, counts.get(name) ?? 0])),
    samples: tables.map(({ name, sample }) => ({ title: name, text: sample })).filter(({ text }) => text !== ""),
  };
}
