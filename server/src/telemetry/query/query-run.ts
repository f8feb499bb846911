import { BIGINT, BOOLEAN, DOUBLE, SQLNULL, StatementType, VARCHAR } from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { Cell, QueryResult } from "../../../contract/index.ts";
import { formatSimTime } from "../../base/sim-time.ts";
import type { CompiledQuery } from "../../kql/engine.ts";
import type { QueryLimits } from "../store.ts";
import type { OpenedWorld } from "./opened-world.ts";
import type { RunOrder } from "./protocol.ts";
import type { QueryEngine } from "./query-engine.ts";
import { refuse, refuseTimeout } from "./refusal.ts";

/** An interrupt that comes before DuckDB has begun is lost, so it is repeated until the query has ended. */
const INTERRUPT_EVERY_MS = 20;

/** One query on its way through a query process. */
export class QueryRun {
  readonly #engine: QueryEngine;
  readonly #order: RunOrder;
  #connection: DuckDBConnection | null = null;
  #stopReason: "timeout" | "cancelled" | null = null;
  #interrupting: NodeJS.Timeout | null = null;

  constructor(engine: QueryEngine, order: RunOrder) {
    this.#engine = engine;
    this.#order = order;
  }

  cancel(): void {
    this.#stop("cancelled");
  }

  async execute(world: OpenedWorld): Promise<QueryResult> {
    const { text, limits } = this.#order;
    const startedAt = performance.now();
    const deadline = setTimeout(() => this.#stop("timeout"), limits.timeoutMs);
    try {
      const { query, diagnostics } = this.#engine.compile(text, world.scope(this.#order), { rowsMax: limits.rowsMax });
      if (query === null) return { kind: "refused", diagnostics: [...diagnostics] };
      const translatedAt = performance.now();
      this.#connection = await world.acquire();
      const fetched = await this.#fetch(this.#connection, query, limits);
      if (this.#stopReason !== null) return this.#stopped();
      if (fetched.isFirstRowTooLarge) return refuse("query/too-large", text);
      const endedAt = performance.now();
      return {
        kind: "rows",
        columns: [...query.columns],
        rows: fetched.rows,
        itemIds: fetched.itemIds,
        isTruncated: fetched.isTruncated,
        render: query.render,
        diagnostics: [...diagnostics],
        stats: {
          elapsedMs: endedAt - startedAt,
          translateMs: translatedAt - startedAt,
          executeMs: endedAt - translatedAt,
          asOf: formatSimTime(this.#order.asOf, 6),
        },
      };
    } catch (error) {
      if (this.#stopReason !== null) return this.#stopped();
      return this.#failed(error);
    } finally {
      clearTimeout(deadline);
      if (this.#interrupting !== null) clearInterval(this.#interrupting);
      if (this.#connection !== null) world.release(this.#connection);
      this.#connection = null;
    }
  }

  /** Reads one row more than may be sent, to know whether there are more; stops early at the byte limit. */
  async #fetch(connection: DuckDBConnection, query: CompiledQuery, limits: QueryLimits): Promise<FetchedRows> {
    const fetched: FetchedRows = { rows: [], itemIds: [], isTruncated: false, isFirstRowTooLarge: false };
    if (this.#stopReason !== null) return fetched;
    const statement = await connection.prepare(query.sql);
    // Translators write nothing but SELECT; this is for the day on which one of them is fooled.
    if (statement.statementType !== StatementType.SELECT) throw new Error("Only reading is allowed.");
    statement.bind([...query.parameters], query.parameters.map(parameterType));
    const result = await statement.stream();
    let bytes = 0;
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      if (this.#stopReason !== null) return fetched;
      for (const values of chunk.getRows()) {
        if (fetched.rows.length >= limits.rowsMax) return { ...fetched, isTruncated: true };
        const { cells, itemId } = this.#engine.readRow(query, values);
        bytes += cells.reduce<number>((sum, cell) => sum + cellBytes(cell), 0);
        if (bytes > limits.bytesMax) return { ...fetched, isTruncated: true, isFirstRowTooLarge: fetched.rows.length === 0 };
        fetched.rows.push(cells);
        fetched.itemIds.push(itemId);
      }
    }
    return fetched;
  }

  #stop(reason: "timeout" | "cancelled"): void {
    if (this.#stopReason !== null) return;
    this.#stopReason = reason;
    this.#connection?.interrupt();
    this.#interrupting = setInterval(() => this.#connection?.interrupt(), INTERRUPT_EVERY_MS);
  }

  #stopped(): QueryResult {
    const { text, limits } = this.#order;
    return this.#stopReason === "cancelled" ? refuse("query/cancelled", text) : refuseTimeout(text, limits.timeoutMs);
  }

  #failed(error: unknown): QueryResult {
    const { text } = this.#order;
    const failure = error instanceof Error ? error : new Error(String(error));
    if (OUT_OF_MEMORY.test(failure.message)) return refuse("query/memory", text);
    return { kind: "refused", diagnostics: [this.#engine.describeError(failure, text)] };
  }
}

const OUT_OF_MEMORY = /^Out of Memory Error|could not allocate|failed to (?:allocate|pin|offload)/i;

interface FetchedRows {
  readonly rows: Cell[][];
  readonly itemIds: (string | null)[];
  readonly isTruncated: boolean;
  readonly isFirstRowTooLarge: boolean;
}

function parameterType(value: CompiledQuery["parameters"][number]): DuckDBType {
  if (value === null) return SQLNULL;
  if (typeof value === "string") return VARCHAR;
  if (typeof value === "boolean") return BOOLEAN;
  return typeof value === "bigint" || Number.isInteger(value) ? BIGINT : DOUBLE;
}

/** About what the cell takes as JSON. */
function cellBytes(cell: Cell): number {
  if (typeof cell === "string") return cell.length + 3;
  if (typeof cell === "object" && cell !== null) return JSON.stringify(cell).length + 1;
  return 8;
}
