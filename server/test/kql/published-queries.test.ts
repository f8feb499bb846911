import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { KqlTable, KqlType } from "../../contract/index.ts";
import type { CompiledQuery } from "../../src/kql/engine.ts";
import { KqlRunner, NOW_TICKS } from "./kql-runner.ts";

const SHARED = process.env["MAILROOM_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const QUERIES = resolve(SHARED, "kql/published-queries.jsonl");
const SCHEMAS = resolve(SHARED, "domain/table-schemas-all.json");

/** Every so many queries: the whole corpus takes minutes. */
const STRIDE = 31;
/** Of those that are neither rejected by Microsoft's binder nor refused by name, the share that DuckDB binds. */
const BOUND_SHARE_MIN = 1;

type Schemas = Readonly<Record<string, readonly { readonly name: string; readonly type: KqlType }[]>>;

const sqlLength = ({ tables }: CompiledQuery): number => tables.reduce((sum, { sql }) => sum + sql.length, 0);

describe.skipIf(!existsSync(QUERIES))(`published queries (need ${QUERIES})`, () => {
  it("that are translated are also valid for DuckDB", async () => {
    const schemas = JSON.parse(readFileSync(SCHEMAS, "utf8")) as Schemas;
    const tables = Object.entries(schemas).map(([name, columns]): KqlTable => ({
      name,
      doc: "",
      blindSpot: "",
      sample: "",
      columns: [...columns],
      filled: [],
    }));
    const scope = { tables, nowTicks: NOW_TICKS, range: null, source: () => ({ relations: [], inlineJson: null }) };
    const runner = await KqlRunner.create();
    const lines = readFileSync(QUERIES, "utf8").trim().split("\n");
    const failed: string[] = [];
    let bound = 0;
    for (const line of lines.filter((_, index) => index % STRIDE === 0)) {
      const { id, query: text } = JSON.parse(line) as { readonly id: string; readonly query: string };
      const { query } = await runner.settle(text, scope, 100);
      // A search over 945 tables is a statement of megabytes; a lab has a dozen.
      if (query === null || sqlLength(query) > 300_000) continue;
      try {
        for (const { sql, parameters } of query.tables) await runner.connection.run(`EXPLAIN ${sql}`, [...parameters]);
        bound += 1;
      } catch (error) {
        failed.push(`${id}: ${String(error)}`);
      }
    }
    expect(failed).toEqual([]);
    expect(bound).toBeGreaterThan(20);
    expect(bound / (bound + failed.length)).toBeGreaterThanOrEqual(BOUND_SHARE_MIN);
  }, 180_000);
});
