import { availableParallelism } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import type { KqlColumn, KqlTable } from "../contract/index.ts";
import type { KqlScope } from "../src/kql/engine.ts";
import { installKqlSession } from "../src/telemetry/install-kql-session.ts";
import { physicalType } from "../src/telemetry/physical-type.ts";

/** 2021-03-01T00:00:00Z in ticks; rows follow each other over thirty days, as sorted as in a world's segments. */
const START_TICKS = 637_501_536_000_000_000n;
const SPAN_TICKS = 30n * 864_000_000_000n;

/** A column and the SQL of its value in row `i`, of which `h` is a number without pattern. */
type Made = readonly [column: KqlColumn, value: string];

const WEB_LOG: readonly Made[] = [
  [{ name: "Computer", type: "string" }, "'MX0' || (1 + h % 3)"],
  [{ name: "Method", type: "string" }, "CASE WHEN h % 5 < 3 THEN 'POST' ELSE 'GET' END"],
  [{ name: "Stem", type: "string" }, "'/owa/service/' || (h % 97) || '.svc'"],
  [{ name: "Query", type: "string" }, "CASE WHEN h % 7 = 0 THEN 'q=' || h % 100000 || '&CorrelationID=' || h || '-' || i ELSE '' END"],
  [{ name: "UserAgent", type: "string" }, "'Mozilla/5.0 (Windows NT 10.0) Agent/' || h % 13"],
  [{ name: "User", type: "string" }, "'CONTOSO\\user' || h % 61"],
  [{ name: "ClientIp", type: "string" }, "'198.51.' || h % 100 || '.' || h % 251"],
  [{ name: "Status", type: "long" }, "200 + h % 5"],
  [{ name: "TimeTaken", type: "long" }, "h % 3001"],
  [{ name: "RequestId", type: "string" }, "'Request-' || h || '-' || i"],
];

const EVENT_LOG: readonly Made[] = [
  [{ name: "Computer", type: "string" }, "'DC0' || (1 + h % 3)"],
  [{ name: "EventID", type: "int" }, "(4600 + h % 50)::INTEGER"],
  [
    { name: "Data", type: "dynamic" },
    `'{"id":' || i || ',"logon":{"type":' || h % 12 || ',"ip":"198.51.100.' || h % 251 || '"},"groups":["g' || h % 40 || '","g' || h % 41 || '"]}'`,
  ],
];

const TABLES: Readonly<Record<string, readonly Made[]>> = { WebLog: WEB_LOG, EventLog: EVENT_LOG };
const TIME: KqlColumn = { name: "TimeGenerated", type: "datetime" };

function schema([name, columns]: readonly [string, readonly Made[]]): KqlTable {
  const all = [TIME, ...columns.map(([column]) => column)];
  return { name, doc: "", blindSpot: "", sample: "", columns: all, filled: all.map((column) => column.name) };
}

const physical = (made: readonly Made[]): string =>
  made.map(([{ name, type }, value]) => `(${value})::${physicalType(type)} AS "${name}"`).join(", ");

/** Telemetry-like tables of `rows` rows each in a file, as a query process would read them: one thread, no more memory than it has. */
export class HuntingData {
  readonly rows: number;
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  private constructor(rows: number, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.rows = rows;
    this.#instance = instance;
    this.connection = connection;
  }

  static async create(folder: string, rows: number): Promise<HuntingData> {
    const instance = await DuckDBInstance.create(":memory:", { threads: String(availableParallelism()), memory_limit: "2GB" });
    const connection = await instance.connect();
    await installKqlSession(connection);
    await connection.run(`ATTACH '${join(folder, `hunting-${rows}.duckdb`)}' AS world`);
    for (const [name, made] of Object.entries(TABLES)) {
      const at = `${START_TICKS} + i * ${SPAN_TICKS / BigInt(rows)}`;
      await connection.run(
        `CREATE TABLE world.main."${name}" AS SELECT ${at} AS "TimeGenerated", ${physical(made)}, 'item-' || h || '-' || i AS "_ItemId",
        ${at} + h % 900000000 AS "_VisibleAt" FROM (SELECT i, (hash(i) % 4294967296)::BIGINT AS h FROM range(${rows}) AS t(i))`,
      );
    }
    await connection.run("CHECKPOINT world");
    await connection.run("SET threads = 1");
    return new HuntingData(rows, instance, connection);
  }

  get scope(): KqlScope {
    return {
      tables: Object.entries(TABLES).map(schema),
      nowTicks: START_TICKS + SPAN_TICKS,
      range: null,
      source: (table) => ({ relations: [["world", "main", table]], inlineJson: null }),
    };
  }

  /** SQL written by a person, in which `{Table}` stands for the visible rows of a table. */
  written(sql: string): string {
    return sql.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => `(SELECT * FROM world.main."${name}" WHERE "_VisibleAt" <= ${START_TICKS + SPAN_TICKS})`,
    );
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}
