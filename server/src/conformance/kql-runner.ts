import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import type { Cell, KqlDiagnostic, KqlTable, KqlType, RenderHint } from "../../contract/index.ts";
import { readCells } from "../kql/cells/read-cells.ts";
import { compileKql } from "../kql/compile.ts";
import type { Compilation, CompiledTable, KqlScope } from "../kql/engine.ts";
import { settle } from "../kql/settle.ts";
import { identifier, PHYSICAL } from "../kql/sql/literal.ts";
import { printSql } from "../kql/sql/fragment.ts";
import { installKqlSession } from "../telemetry/install-kql-session.ts";

export interface RanTable {
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly types: readonly KqlType[];
  readonly rows: readonly (readonly unknown[])[];
  readonly cells: readonly (readonly Cell[])[];
  readonly itemIds: readonly unknown[];
  readonly render: RenderHint | null;
  readonly sql: string;
}

export interface Ran extends RanTable {
  readonly tables: readonly RanTable[];
  readonly diagnostics: readonly KqlDiagnostic[];
}

/** The instant that `now()` is in tests: 2021-03-03T12:00:00Z. */
export const NOW_TICKS = 637_503_696_000_000_000n;

/** A real DuckDB in memory with the engine's session, and tables made from schemas. */
export class KqlRunner {
  readonly connection: DuckDBConnection;
  readonly #tables = new Map<string, KqlTable>();
  #list: readonly KqlTable[] = [];

  private constructor(connection: DuckDBConnection) {
    this.connection = connection;
  }

  static async create(): Promise<KqlRunner> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "1GB" });
    const connection = await instance.connect();
    await installKqlSession(connection);
    return new KqlRunner(connection);
  }

  /** Adds a table; rows are objects by column, with ticks for instants. */
  async addTable(
    name: string,
    columns: readonly { readonly name: string; readonly type: KqlType }[],
    rows: readonly Readonly<Record<string, DuckDBValue>>[] = [],
  ): Promise<void> {
    const all = [...columns, { name: "_ItemId", type: "string" as const }, { name: "_VisibleAt", type: "long" as const }];
    const table = printSql(identifier(name)).text;
    await this.connection.run(
      `CREATE OR REPLACE TABLE ${table} (${all.map((column) => `${printSql(identifier(column.name)).text} ${PHYSICAL[column.type]}`).join(", ")})`,
    );
    for (const [index, row] of rows.entries()) {
      const values: DuckDBValue[] = all.map((column) => {
        if (column.name === "_ItemId") return row["_ItemId"] ?? `${name}-${index}`;
        if (column.name === "_VisibleAt") return row["_VisibleAt"] ?? 0n;
        return row[column.name] ?? (column.type === "string" ? "" : null);
      });
      await this.connection.run(`INSERT INTO ${table} VALUES (${all.map((_, position) => `$${position + 1}`).join(", ")})`, values);
    }
    this.#tables.set(name, {
      name,
      doc: "",
      blindSpot: "",
      sample: "",
      columns: [...columns],
      filled: columns.map((column) => column.name),
    });
    this.#list = [...this.#tables.values()];
  }

  removeTables(): void {
    this.#tables.clear();
    this.#list = [];
  }

  scope(): KqlScope {
    return {
      tables: this.#list,
      nowTicks: NOW_TICKS,
      range: null,
      source: (table) => ({ relations: [["memory", "main", table]], inlineJson: null }),
    };
  }

  /** What `run` gives for a query that must not be refused. @throws Error with the refusals */
  async answer(text: string): Promise<Ran> {
    const ran = await this.run(text);
    if ("refused" in ran) throw new Error(JSON.stringify(ran.refused));
    return ran;
  }

  /** Runs a query; diagnostics instead of rows where it is refused. The first table is spread over the result itself. */
  async run(
    text: string,
    scope: KqlScope = this.scope(),
    rowsMax = 100_000,
  ): Promise<Ran | { readonly refused: readonly KqlDiagnostic[] }> {
    const { query, diagnostics } = await this.settle(text, scope, rowsMax);
    if (query === null) return { refused: diagnostics };
    const tables: RanTable[] = [];
    for (const table of query.tables) tables.push(await this.#read(table));
    const [first] = tables;
    if (first === undefined) throw new Error("a query gives at least one table");
    return { ...first, tables, diagnostics };
  }

  /** Translates a query, asking the tables where its columns depend on them. */
  settle(text: string, scope: KqlScope = this.scope(), rowsMax = 100_000): Promise<Compilation> {
    return settle(compileKql, text, scope, { rowsMax }, async (probe) => {
      const answer = await this.connection.runAndReadAll(probe.sql, [...probe.parameters]);
      return answer.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
    });
  }

  async #read(table: CompiledTable): Promise<RanTable> {
    const result = await this.connection.runAndReadAll(table.sql, [...table.parameters]);
    const rows = result.getRows();
    return {
      name: table.name,
      columns: table.columns.map((column) => column.name),
      types: table.columns.map((column) => column.type),
      rows,
      cells: rows.map((row) => readCells(table.columns, row)),
      itemIds: table.itemIdColumn === null ? [] : rows.map((row) => row[table.itemIdColumn ?? 0]),
      render: table.render,
      sql: table.sql,
    };
  }
}
