import { readCells } from "../../kql/cells/read-cells.ts";
import { compileKql, warmUp } from "../../kql/compile.ts";
import { describeRuntimeError } from "../../kql/diagnostics/runtime.ts";
import { installKqlSession } from "../install-kql-session.ts";
import type { QueryEngine } from "./query-engine.ts";

/** KQL, as a query process runs it. */
export const KQL_ENGINE: QueryEngine = {
  compile: compileKql,
  installSession: installKqlSession,
  warm: warmUp,
  readRow: (table, values) => {
    const itemId = table.itemIdColumn === null ? null : values[table.itemIdColumn];
    // An empty identity stands for none: a row that an outer join or a union made up.
    return { cells: readCells(table.columns, values), itemId: typeof itemId === "string" && itemId !== "" ? itemId : null };
  },
  describeError: describeRuntimeError,
};
