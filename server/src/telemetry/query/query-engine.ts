import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import type { Cell, KqlDiagnostic } from "../../../contract/index.ts";
import type { CompiledTable, CompileKql } from "../../kql/engine.ts";

/** The language engine as a query process uses it; production hands in KQL, tests hand in plain SQL. */
export interface QueryEngine {
  readonly compile: CompileKql;
  /** Gives a fresh connection what translated queries call: macros and functions. */
  installSession(connection: DuckDBConnection): Promise<void>;
  /** Pays for the first compilation in advance. */
  warm(): void;
  /** A SQL row as it goes over the wire. */
  readRow(table: CompiledTable, values: readonly DuckDBValue[]): QueryRow;
  /** What DuckDB complained of, said in terms of the query. */
  describeError(error: Error, text: string): KqlDiagnostic;
}

export interface QueryRow {
  readonly cells: Cell[];
  readonly itemId: string | null;
}
