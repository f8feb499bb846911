import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LogCell } from "../../logs/log.ts";
import { createScratchFolder } from "../testing/fake-store.ts";
import { putCause, putRow } from "./row-text.ts";
import { Lane } from "./segment-file.ts";
import { createTableSql, TRUTH_COLUMNS } from "./stored-columns.ts";
import { TableSpool } from "./table-spool.ts";
import { Turns } from "./turns.ts";
import type { SourceRow } from "./world-source.ts";

const scratch = createScratchFolder();
let instance: DuckDBInstance;

beforeAll(async () => {
  instance = await DuckDBInstance.create(":memory:", { threads: "1" });
});

afterAll(() => {
  instance.closeSync();
  scratch.remove();
});

const ID = "00000000-0000-4000-8000-000000000001";

function row(cells: readonly LogCell[], given: Partial<SourceRow> = {}): SourceRow {
  const none = { table: "T", activityId: 1, actor: "people/1", stepId: null, summary: null, hostName: "MX01" };
  return { ...none, itemId: ID, atTicks: 5n, visibleAtTicks: 6n, cells, ...given };
}

/** Text that DuckDB can hold: whatever is valid Unicode. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "",
    "\u001f",
    "\u001e",
    "\u001ea\u001e",
    "\u001e\u001e",
    "a\u001fb",
    "'\";\\N\r\n\t\0",
    "\n",
    "\r",
    "a\r",
    "#",
    "null",
    " x ",
  ),
);
const cells = fc.tuple(
  text,
  fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  fc.option(fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value))),
  fc.option(fc.boolean()),
  fc.option(fc.json()),
  text,
);

describe("TableSpool", () => {
  it("stores every cell exactly as it was, in order, whatever is in it", async () => {
    const lane = new Lane(await instance.connect(), 1, new Turns(1));
    const { connection } = lane;
    const types = ["BIGINT", "VARCHAR", "BIGINT", "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "JSON", "VARCHAR"];
    const columns = types.map((type, index) => ({ name: "abcdefghi".charAt(index), type }));
    await connection.run(createTableSql("t", columns));
    const spool = new TableSpool(() => lane, "t", columns, join(scratch.path, "t"));
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 40 }), async (rows) => {
        await connection.run("TRUNCATE t");
        for (const given of rows) spool.putLine((sink) => putRow(sink, row(given)));
        spool.load();
        await lane.commit();
        const stored = (await connection.runAndReadAll("SELECT * FROM t ORDER BY rowid")).getRows();
        expect(stored).toEqual(rows.map((given) => [5n, ID, 6n, ...given]));
      }),
      { numRuns: 150 },
    );
    spool.load();
    await lane.commit();
    expect(readdirSync(scratch.path)).toEqual([]);
    connection.closeSync();
  });

  it("stores causes, with instants and summary for the story's rows only", async () => {
    const lane = new Lane(await instance.connect(), 1, new Turns(1));
    const { connection } = lane;
    await connection.run(createTableSql("c", TRUTH_COLUMNS));
    const spool = new TableSpool(() => lane, "c", TRUTH_COLUMNS, join(scratch.path, "c"));
    const story = { stepId: "step\u001f1", actor: "her\non", summary: "a · \u001e" };
    for (const given of [row([]), row([], story)]) spool.putLine((sink) => putCause(sink, given));
    spool.load();
    await lane.commit();
    const stored = await connection.runAndReadAll("SELECT * EXCLUDE item_id, item_id::VARCHAR FROM c ORDER BY rowid");
    expect(stored.getRows()).toEqual([
      ["T", 1n, "people/1", "", null, null, "", ID],
      ["T", 1n, "her\non", "step\u001f1", 5n, 6n, "a · \u001e", ID],
    ]);
    connection.closeSync();
  });

  it("notices lines that do not become a row each, and leaves their file to be looked at", async () => {
    const turns = new Turns(1);
    const lane = new Lane(await instance.connect(), 1, turns);
    const { connection } = lane;
    const file = join(scratch.path, "u");
    const columns = [{ name: "a", type: "BIGINT" }];
    await connection.run(createTableSql("u", columns));
    const spool = new TableSpool(() => lane, "u", columns, file);
    for (const lines of ["1\n", "2\n3\n"]) spool.writeLine(Buffer.from(lines));
    spool.load();
    await expect(lane.commit()).rejects.toThrow("2 rows became 3");
    // Others would wait for ever, and what this lane threw would never be heard.
    await turns.take();
    expect(existsSync(`${file}.0`)).toBe(true);
    connection.closeSync();
  });
});
