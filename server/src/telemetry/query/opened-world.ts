import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { KqlScope, TableSource } from "../../kql/engine.ts";
import { externalFiles } from "../../kql/values/external-files.ts";
import { quoteName, quoteText } from "../quote-name.ts";
import type { RunOrder, WorldPlan } from "./protocol.ts";
import type { QueryEngine } from "./query-engine.ts";

export interface InstanceLimits {
  readonly threads: number;
  /** As DuckDB writes it, e.g. `512MB`. */
  readonly memoryLimit: string;
}

/** One world inside a query process: a DuckDB instance that can read these files and do nothing else. */
export class OpenedWorld {
  readonly #instance: DuckDBInstance;
  readonly #engine: QueryEngine;
  readonly #plan: WorldPlan;
  readonly #firstVisible: readonly ReadonlyMap<string, bigint>[];
  readonly #workspace: Required<Pick<KqlScope, "functions" | "external" | "watchlists" | "fileProfiles">>;
  readonly #shippedRows: ReadonlyMap<string, string>;
  /** Connections with an installed session: the engine's macros are a connection's own, and many. */
  readonly #idle: DuckDBConnection[] = [];

  private constructor(instance: DuckDBInstance, engine: QueryEngine, plan: WorldPlan) {
    this.#instance = instance;
    this.#engine = engine;
    this.#plan = plan;
    this.#workspace = workspaceScope(plan);
    this.#shippedRows = new Map(Object.entries(plan.workspace.rows).map(([table, rows]) => [table, JSON.stringify(rows)]));
    this.#firstVisible = plan.segments.map(
      ({ tables }) =>
        new Map(
          Object.entries(tables).flatMap(([name, { firstVisible }]) =>
            firstVisible === null ? [] : [[name, BigInt(firstVisible)] as const],
          ),
        ),
    );
  }

  /** @throws Error when a file cannot be read or does not hold the rows that it should. */
  static async open(plan: WorldPlan, engine: QueryEngine, limits: InstanceLimits): Promise<OpenedWorld> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(limits.threads),
      memory_limit: limits.memoryLimit,
      temp_directory: "",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
    });
    const world = new OpenedWorld(instance, engine, plan);
    try {
      const connection = await world.acquire();
      for (const { file, alias } of plan.segments) await connection.run(`ATTACH ${quoteText(file)} AS ${quoteName(alias)} (READ_ONLY)`);
      await verifyRowCounts(connection, plan);
      await connection.run("SET enable_external_access = false");
      await connection.run("SET lock_configuration = true");
      world.release(connection);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    return world;
  }

  /** A connection that is ready for translated queries; give it back with {@link release}. */
  async acquire(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    const connection = await this.#instance.connect();
    await this.#engine.installSession(connection);
    return connection;
  }

  release(connection: DuckDBConnection): void {
    this.#idle.push(connection);
  }

  scope(order: Pick<RunOrder, "asOf" | "range" | "liveJson" | "parameters">): KqlScope {
    const { asOf, range, liveJson, parameters } = order;
    return {
      tables: this.#plan.tables,
      ...this.#workspace,
      nowTicks: toTicks(asOf),
      range: range === null ? null : { fromTicks: toTicks(range.from), toTicks: toTicks(range.to) },
      parameters,
      source: (table) => this.#source(table, asOf, liveJson),
    };
  }

  close(): void {
    for (const connection of this.#idle) connection.closeSync();
    this.#instance.closeSync();
  }

  /** Segments of which nothing can be seen yet are left out; one is always named, so that the table has its columns. */
  #source(table: string, asOf: SimTime, liveJson: RunOrder["liveJson"]): TableSource {
    const nowTicks = toTicks(asOf);
    const seen = this.#plan.segments.filter((_, index) => (this.#firstVisible[index]?.get(table) ?? nowTicks + 1n) <= nowTicks);
    const used = seen.length > 0 ? seen : this.#plan.segments.slice(0, 1);
    return {
      relations: used.map(({ alias }) => [alias, "main", table]),
      inlineJson: liveJson[table] ?? this.#shippedRows.get(table) ?? null,
    };
  }
}

/** Made once, so that the engine knows its parts again by identity. */
function workspaceScope({
  workspace,
  workspaceAt,
}: WorldPlan): Required<Pick<KqlScope, "functions" | "external" | "watchlists" | "fileProfiles">> {
  const updatedTicks = toTicks(workspaceAt);
  return {
    functions: workspace.functions,
    external: externalFiles(workspace.files),
    watchlists: workspace.watchlists.map((list) => ({ ...list, updatedTicks })),
    fileProfiles: workspace.fileProfiles,
  };
}

async function verifyRowCounts(connection: DuckDBConnection, plan: WorldPlan): Promise<void> {
  for (const { alias, file, tables } of plan.segments) {
    const counts = Object.keys(tables).map((table) => `(SELECT count(*) FROM ${quoteName(alias)}.main.${quoteName(table)})`);
    const [row] = (await connection.runAndReadAll(`SELECT ${counts.join(", ")}`)).getRows();
    for (const [index, [table, { rows }]] of Object.entries(tables).entries())
      if (Number(row?.[index]) !== rows) throw new Error(`${file} holds ${String(row?.[index])} rows of ${table} instead of ${rows}`);
  }
}
