import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { KqlScope, TableSource } from "../../kql/engine.ts";
import { quoteName, quoteText } from "../quote-name.ts";
import type { RunOrder, WorldPlan } from "./protocol.ts";

/** The table whose rows come with the query: alerts belong to a team, not to a world. */
const ALERT_TABLE = "SecurityAlert";

export interface InstanceLimits {
  readonly threads: number;
  /** As DuckDB writes it, e.g. `512MB`. */
  readonly memoryLimit: string;
}

/** One world inside a query process: a DuckDB instance that can read these files and do nothing else. */
export class OpenedWorld {
  readonly #instance: DuckDBInstance;
  readonly #plan: WorldPlan;
  readonly #firstVisible: readonly ReadonlyMap<string, bigint>[];

  private constructor(instance: DuckDBInstance, plan: WorldPlan) {
    this.#instance = instance;
    this.#plan = plan;
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
  static async open(plan: WorldPlan, sessionSql: readonly string[], limits: InstanceLimits): Promise<OpenedWorld> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: String(limits.threads),
      memory_limit: limits.memoryLimit,
      temp_directory: "",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
    });
    const connection = await instance.connect();
    try {
      for (const { file, alias } of plan.segments) await connection.run(`ATTACH ${quoteText(file)} AS ${quoteName(alias)} (READ_ONLY)`);
      await verifyRowCounts(connection, plan);
      for (const statement of sessionSql) await connection.run(statement);
      await connection.run("SET enable_external_access = false");
      await connection.run("SET lock_configuration = true");
    } catch (error) {
      instance.closeSync();
      throw error;
    } finally {
      connection.closeSync();
    }
    return new OpenedWorld(instance, plan);
  }

  connect(): Promise<DuckDBConnection> {
    return this.#instance.connect();
  }

  scope(order: Pick<RunOrder, "asOf" | "range" | "alertsJson">): KqlScope {
    const { asOf, range, alertsJson } = order;
    return {
      tables: this.#plan.tables,
      nowTicks: toTicks(asOf),
      range: range === null ? null : { fromTicks: toTicks(range.from), toTicks: toTicks(range.to) },
      source: (table) => this.#source(table, asOf, alertsJson),
    };
  }

  close(): void {
    this.#instance.closeSync();
  }

  /** Segments of which nothing can be seen yet are left out; one is always named, so that the table has its columns. */
  #source(table: string, asOf: SimTime, alertsJson: string): TableSource {
    const nowTicks = toTicks(asOf);
    const seen = this.#plan.segments.filter((_, index) => (this.#firstVisible[index]?.get(table) ?? nowTicks + 1n) <= nowTicks);
    const used = seen.length > 0 ? seen : this.#plan.segments.slice(0, 1);
    return {
      relations: used.map(({ alias }) => [alias, "main", table]),
      inlineJson: table === ALERT_TABLE ? alertsJson : null,
    };
  }
}

async function verifyRowCounts(connection: DuckDBConnection, plan: WorldPlan): Promise<void> {
  for (const { alias, file, tables } of plan.segments) {
    const counts = Object.keys(tables).map((table) => `(SELECT count(*) FROM ${quoteName(alias)}.main.${quoteName(table)})`);
    const [row] = (await connection.runAndReadAll(`SELECT ${counts.join(", ")}`)).getRows();
    for (const [index, [table, { rows }]] of Object.entries(tables).entries())
      if (Number(row?.[index]) !== rows) throw new Error(`${file} holds ${String(row?.[index])} rows of ${table} instead of ${rows}`);
  }
}
