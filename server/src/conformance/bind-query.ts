import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { KqlFunction, KqlTable } from "../../contract/index.ts";
import { compileKql } from "../kql/compile.ts";
import type { KqlScope } from "../kql/engine.ts";
import { compileWithoutData } from "../kql/without-data.ts";
import { printSql } from "../kql/sql/fragment.ts";
import { identifier, PHYSICAL } from "../kql/sql/literal.ts";
import { rememberParsed } from "../kql/syntax/parse-memory.ts";
import { parseQuery } from "../kql/syntax/parse.ts";
import { TICKS_PER_DAY } from "../kql/values/ticks.ts";
import { installKqlSession } from "../telemetry/install-kql-session.ts";
import { NOW_TICKS } from "./kql-runner.ts";

export interface BindResult {
  /** `rejected`: Microsoft's own binder calls the query an error with these schemas; it is not tried. */
  readonly outcome: "rejected" | "bound" | "refused" | "failed";
  /** Why not; empty when it is bound. */
  readonly why: string;
}

/** What queries may name: tables, and the functions of a workspace. */
export interface BindSchema {
  readonly tables: readonly KqlTable[];
  readonly functions: readonly KqlFunction[];
}

/** DuckDB with an empty table for each schema, and nothing else. */
export class SchemaBinder {
  readonly #connection: DuckDBConnection;
  readonly #scope: KqlScope;

  private constructor(connection: DuckDBConnection, { tables, functions }: BindSchema) {
    this.#connection = connection;
    this.#scope = {
      tables,
      functions,
      nowTicks: NOW_TICKS,
      // As in a portal, where some range is always picked: it fills the tokens of a query.
      range: { fromTicks: NOW_TICKS - TICKS_PER_DAY, toTicks: NOW_TICKS },
      watchlists: "any",
      // As empty as the tables: its schema is in the query, and nothing is fetched.
      external: { addresses: [], file: () => "" },
      source: (table) => ({ relations: [["memory", "main", table]], inlineJson: null }),
    };
  }

  static async create(schema: BindSchema): Promise<SchemaBinder> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: "512MB" });
    const connection = await instance.connect();
    await installKqlSession(connection);
    // Binding is asked for, not a good plan: over hundreds of tables that takes longer than everything else together.
    await connection.run("PRAGMA disable_optimizer");
    for (const { name, columns } of schema.tables) {
      const own = columns.map((column) => `${printSql(identifier(column.name)).text} ${PHYSICAL[column.type]}`);
      const hidden = ["_ItemId VARCHAR", "_VisibleAt BIGINT"].filter(
        (column) => !own.some((known) => known.startsWith(`"${column.split(" ")[0]}"`)),
      );
      await connection.run(`CREATE TABLE ${printSql(identifier(name)).text} (${[...own, ...hidden].join(", ")})`);
    }
    return new SchemaBinder(connection, schema);
  }

  /** Translates a query and lets DuckDB bind what comes out; nothing is executed. */
  async bind(text: string): Promise<BindResult> {
    const parsed = rememberParsed(text, this.#scope, parseQuery);
    const [error] = parsed.diagnostics.filter(({ severity }) => severity === "error");
    if (error !== undefined) return { outcome: "rejected", why: `${error.code} ${error.message}` };
    try {
      const { compilation, probes } = compileWithoutData(compileKql, text, this.#scope, { rowsMax: 10_000 });
      const { query, diagnostics } = compilation;
      if (query === null) return { outcome: "refused", why: diagnostics.find(({ severity }) => severity === "error")?.message ?? "" };
      for (const { sql } of [...probes, ...query.tables]) (await this.#connection.prepare(`EXPLAIN ${sql}`)).destroySync();
      return { outcome: "bound", why: "" };
    } catch (problem) {
      return { outcome: "failed", why: problem instanceof Error ? (problem.message.split("\n")[0] ?? "") : String(problem) };
    }
  }
}
