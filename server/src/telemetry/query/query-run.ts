import { BIGINT, BOOLEAN, DOUBLE, SQLNULL, StatementType, VARCHAR } from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { Cell, QueryExplanation, QueryRefused, QueryResult, ResultTable } from "../../../contract/index.ts";
import { formatSimTime, toTicks } from "../../base/sim-time.ts";
import type { Compilation, CompiledTable, Fact, Probe } from "../../kql/engine.ts";
import { settle } from "../../kql/settle.ts";
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
      const { query, diagnostics } = await this.#compile(world);
      if (this.#stopReason !== null) return this.#stopped();
      if (query === null) return { kind: "refused", diagnostics: [...diagnostics] };
      const translatedAt = performance.now();
      const fetched = await this.#fetchAll(await this.#connect(world), query.tables);
      if (this.#stopReason !== null) return this.#stopped();
      if (fetched === "too-large") return refuse("query/too-large", text);
      const endedAt = performance.now();
      return {
        kind: "rows",
        tables: fetched,
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
      this.#end(world, deadline);
    }
  }

  /** What a query is in SQL, without running it: only what its translation depends on is read. */
  async explain(world: OpenedWorld): Promise<QueryExplanation> {
    const { asOf, limits } = this.#order;
    const deadline = setTimeout(() => this.#stop("timeout"), limits.timeoutMs);
    try {
      const { query, diagnostics } = await this.#compile(world);
      const statements = query?.tables.map(({ sql, parameters }) => [sql, ...parameters.map(parameterText)].join("\n")) ?? [];
      const sql = query === null ? null : `${statements.join(";\n\n")}\n-- now() = ${toTicks(asOf)} ticks`;
      return { diagnostics: [...diagnostics], plan: query?.planText ?? null, sql };
    } catch (error) {
      const result = this.#stopReason === null ? this.#failed(error) : this.#stopped();
      return { diagnostics: result.diagnostics, plan: null, sql: null };
    } finally {
      this.#end(world, deadline);
    }
  }

  #compile(world: OpenedWorld): Promise<Compilation> {
    const { text, limits } = this.#order;
    return settle(this.#engine.compile, text, world.scope(this.#order), limits, (probe) => this.#answer(world, probe));
  }

  #end(world: OpenedWorld, deadline: NodeJS.Timeout): void {
    clearTimeout(deadline);
    if (this.#interrupting !== null) clearInterval(this.#interrupting);
    if (this.#connection !== null) world.release(this.#connection);
    this.#connection = null;
  }

  /** The connection of this run, taken when it is first needed. */
  async #connect(world: OpenedWorld): Promise<DuckDBConnection> {
    this.#connection ??= await world.acquire();
    return this.#connection;
  }

  async #answer(world: OpenedWorld, probe: Probe): Promise<Fact["rows"]> {
    const connection = await this.#connect(world);
    if (this.#stopReason !== null) throw new Error("stopped");
    const reader = await (await prepare(connection, probe)).runAndReadAll();
    return reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
  }

  /** All tables, one after the other: the limits hold over them together. */
  async #fetchAll(
    connection: DuckDBConnection,
    [first, ...rest]: readonly [CompiledTable, ...CompiledTable[]],
  ): Promise<[ResultTable, ...ResultTable[]] | "too-large"> {
    const budget = { rows: this.#order.limits.rowsMax, bytes: this.#order.limits.bytesMax };
    const head = await this.#fetch(connection, first, budget);
    if (head === "too-large") return head;
    const fetched: [ResultTable, ...ResultTable[]] = [head];
    for (const table of rest) {
      const next = await this.#fetch(connection, table, budget);
      if (next === "too-large") return next;
      fetched.push(next);
    }
    return fetched;
  }

  /** Reads one row more than may be sent, to know whether there are more; stops early at the byte limit. */
  async #fetch(connection: DuckDBConnection, table: CompiledTable, budget: Budget): Promise<ResultTable | "too-large"> {
    const { name, columns, render } = table;
    const fetched: ResultTable = { name, columns: [...columns], rows: [], itemIds: [], isTruncated: false, render };
    if (this.#stopReason !== null) return fetched;
    const result = await (await prepare(connection, table)).stream();
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      if (this.#stopReason !== null) return fetched;
      for (const values of chunk.getRows()) {
        if (budget.rows === 0) return { ...fetched, isTruncated: true };
        const { cells, itemId } = this.#engine.readRow(table, values);
        const bytes = cells.reduce<number>((sum, cell) => sum + cellBytes(cell), 0);
        if (bytes > this.#order.limits.bytesMax) return fetched.rows.length === 0 ? "too-large" : { ...fetched, isTruncated: true };
        if (bytes > budget.bytes) return { ...fetched, isTruncated: true };
        budget.bytes -= bytes;
        budget.rows -= 1;
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

  #stopped(): QueryRefused {
    const { text, limits } = this.#order;
    return this.#stopReason === "cancelled" ? refuse("query/cancelled", text) : refuseTimeout(text, limits.timeoutMs);
  }

  #failed(error: unknown): QueryRefused {
    const { text } = this.#order;
    const failure = error instanceof Error ? error : new Error(String(error));
    if (OUT_OF_MEMORY.test(failure.message)) return refuse("query/memory", text);
    return { kind: "refused", diagnostics: [this.#engine.describeError(failure, text)] };
  }
}

const OUT_OF_MEMORY = /^Out of Memory Error|could not allocate|failed to (?:allocate|pin|offload)/i;

/** What is left of the limits; counted down over all tables of a query. */
interface Budget {
  rows: number;
  bytes: number;
}

async function prepare(connection: DuckDBConnection, { sql, parameters }: Pick<CompiledTable, "sql" | "parameters">) {
  const statement = await connection.prepare(sql);
  // Translators write nothing but SELECT; this is for the day on which one of them is fooled.
  if (statement.statementType !== StatementType.SELECT) throw new Error("Only reading is allowed.");
  statement.bind([...parameters], parameters.map(parameterType));
  return statement;
}

function parameterType(value: CompiledTable["parameters"][number]): DuckDBType {
  if (value === null) return SQLNULL;
  if (typeof value === "string") return VARCHAR;
  if (typeof value === "boolean") return BOOLEAN;
  return typeof value === "bigint" || Number.isInteger(value) ? BIGINT : DOUBLE;
}

function parameterText(value: CompiledTable["parameters"][number], index: number): string {
  return `-- $${index + 1} = ${typeof value === "bigint" ? value.toString() : JSON.stringify(value)}`;
}

/** About what the cell takes as JSON. */
function cellBytes(cell: Cell): number {
  if (typeof cell === "string") return cell.length + 3;
  if (typeof cell === "object" && cell !== null) return JSON.stringify(cell).length + 1;
  return 8;
}
