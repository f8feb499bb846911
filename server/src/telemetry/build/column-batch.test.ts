import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchInserter } from "./column-batch.ts";
import type { BatchCell } from "./column-batch.ts";

let instance: DuckDBInstance;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:");
});

afterAll(() => instance.closeSync());

/** Text that DuckDB can hold: whatever is valid Unicode. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("", "\u001f", "\u001f0\u001f", "a\u001fb", "'\";\\N\r\n\t\0", "null"),
);
const row = fc.record({
  text,
  long: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  real: fc.option(fc.double({ noNaN: true })),
  bool: fc.option(fc.boolean()),
  json: fc.option(fc.json()),
});

describe("BatchInserter", () => {
  it("stores every cell exactly as it was, whatever is in it", async () => {
    const connection = await instance.connect();
    await connection.run("CREATE TABLE t (a VARCHAR NOT NULL, b BIGINT, c DOUBLE, d BOOLEAN, e JSON)");
    const columns = ["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "JSON"].map((type, index) => ({ name: "abcde".charAt(index), type }));
    const inserter = await BatchInserter.prepare(connection, "t", columns);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
        const cells: BatchCell[][] = [
          rows.map((r) => r.text),
          rows.map((r) => r.long),
          rows.map((r) => (Object.is(r.real, -0) ? 0 : r.real)),
          rows.map((r) => r.bool),
          rows.map((r) => r.json),
        ];
        await connection.run("TRUNCATE t");
        await inserter.stage(rows.length, cells)();
        const stored = await (await connection.run("SELECT * FROM t ORDER BY rowid")).getColumns();
        expect(stored).toEqual(cells);
      }),
      { numRuns: 150 },
    );
    inserter.close();
    connection.closeSync();
  });

  it("notices a batch whose row count is wrong", async () => {
    const connection = await instance.connect();
    await connection.run("CREATE OR REPLACE TABLE u (a VARCHAR)");
    const inserter = await BatchInserter.prepare(connection, "u", [{ name: "a", type: "VARCHAR" }]);
    await expect(inserter.stage(3, [["x", "y"]])()).rejects.toThrow("3 rows became 2");
    inserter.close();
    connection.closeSync();
  });
});
