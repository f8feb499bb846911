import type { DuckDBValue } from "@duckdb/node-api";
import type { Cell } from "../../../contract/index.ts";
import type { Compilation, CompiledTable, Facts, KqlScope } from "../../kql/engine.ts";
import { quoteName } from "../quote-name.ts";
import type { QueryEngine } from "../query/query-engine.ts";

/**
 * A query language for tests and benchmarks of the store: DuckDB's own SQL, in which `{Table}` stands for the visible rows
 * of a table and `{alerts}` for those that came with the query. It lets a test ask for what no KQL would ever ask for.
 */
export const SQL_ENGINE: QueryEngine = {
  installSession: async (connection) => {
    await connection.run("CREATE OR REPLACE TEMP MACRO twice(x) AS x * 2");
  },
  compile: compileSql,
  warm: () => undefined,
  readRow: (table, values) => ({
    cells: values.map(toCell),
    itemId: table.itemIdColumn === null ? null : String(values[table.itemIdColumn]),
  }),
  describeError: (error, text) => ({
    severity: "error",
    code: "sql/failed",
    message: error.message,
    start: 0,
    end: text.length,
    fix: null,
  }),
};

const OPENS = { operator: "probe", start: 0, prefix: "" };

/** `;` between statements gives several tables; `{probe SQL}` stands for the first cell of the answer to that probe. */
function compileSql(text: string, scope: KqlScope, limits: { readonly rowsMax: number }, facts: Facts = new Map()): Compilation {
  if (text.startsWith("refuse")) {
    return {
      query: null,
      probe: null,
      diagnostics: [{ severity: "error", code: "sql/refused", message: "as asked", start: 0, end: 6, fix: null }],
    };
  }
  // Holds up the whole process, as a fault in a translator would.
  if (text.startsWith("hang")) for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  if (text.startsWith("exit")) process.exit(3);
  const tablesUsed: string[] = [];
  const asked = /\{probe ([^}]*)\}/.exec(text)?.[1];
  if (asked !== undefined && !facts.has(asked))
    return { query: null, probe: { key: asked, sql: asked, parameters: [], opens: OPENS }, diagnostics: [] };
  const known = text.replaceAll(/\{probe ([^}]*)\}/g, (_, sql: string) => facts.get(sql)?.rows[0]?.[0] ?? "");
  const sql = known.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === "alerts") return `(SELECT '${scope.source("SecurityAlert").inlineJson ?? ""}' AS json)`;
    if (name === "rowsMax") return String(limits.rowsMax);
    tablesUsed.push(name);
    const visible = scope
      .source(name)
      .relations.map((path) => `SELECT * FROM ${path.map(quoteName).join(".")} WHERE "_VisibleAt" <= ${scope.nowTicks}`);
    return `(${visible.join(" UNION ALL BY NAME ")})`;
  });
  const tableOf = (statement: string): CompiledTable => ({
    name: null,
    sql: statement,
    parameters: [],
    columns: [],
    itemIdColumn: null,
    render: null,
  });
  const [first = "", ...rest] = sql.split(";");
  return { query: { tables: [tableOf(first), ...rest.map(tableOf)], planText: "plan", tablesUsed }, probe: null, diagnostics: [] };
}

function toCell(value: DuckDBValue): Cell {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return String(value);
}
