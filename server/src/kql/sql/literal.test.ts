import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../test/kql/kql-runner.ts";
import { describeRuntimeError } from "../diagnostics/runtime.ts";
import { printSql, sql } from "./fragment.ts";
import { identifier, literal } from "./literal.ts";

const NASTY = ["it's", "'; DROP TABLE t; --", '"', "a\0b", "\\", "\\'", "%_", "é漢🙂", "\ud800", "$1", "/* */", "\n\t\r", ""];

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

describe("what a person typed", () => {
  it.each(NASTY)("comes back from DuckDB as it was: %j", async (text) => {
    const { text: statement } = printSql(sql`SELECT ${literal("string", text)}`);
    const rows = (await runner.connection.runAndReadAll(statement)).getRows();
    expect(rows[0]?.[0]).toBe(text.replaceAll("\ud800", "\ufffd"));
  });

  it.each(NASTY.filter((name) => name !== ""))("may be a column's name: %j", async (name) => {
    const { text: statement } = printSql(sql`SELECT 1 AS ${identifier(name)}`);
    expect((await runner.connection.runAndReadAll(statement)).getRows()).toEqual([[1]]);
  });

  it("goes through a whole query unharmed", async () => {
    const result = await runner.run(
      `print a = "'; DROP TABLE t; --", b = dynamic({"k'\\"": "v'"}) | extend c = b["k'\\""] | where a has "drop"`,
    );
    expect(result).toMatchObject({ cells: [["'; DROP TABLE t; --", { "k'\"": "v'" }, "v'"]] });
  });
});

describe("an error while running", () => {
  it.each([
    ["Out of Memory Error: failed to allocate data of size 16.0 MiB", "query/memory"],
    ["Binder Error: Max expression depth limit of 1000 exceeded.", "kql/too-complex"],
    ["INTERRUPT Error: Interrupted!", "query/interrupted"],
    ["Invalid Input Error: missing ): (abc", "kql/invalid-regex"],
    ["Invalid Input Error: invalid repetition size: {1000}", "kql/invalid-regex"],
    ["Conversion Error: Could not convert string 'x' to INT32", "kql/conversion"],
    ["Binder Error: Referenced column c17 not found in FROM clause", "kql/internal"],
  ])("%s becomes a sentence without internals", (message, code) => {
    const found = describeRuntimeError(new Error(message));
    expect(found.code).toBe(code);
    expect(found.message).not.toMatch(/duckdb|binder|\bc\d+\b|INT32|MiB/i);
  });

  it("is put where the operator that it names stands, or over the whole query when that is not known", () => {
    const message = "[refused: A series has too many points; this `make-series` asks for more.]";
    const query = "T | make-series n = count() on t";
    expect(describeRuntimeError(new Error(message), query)).toMatchObject({ start: 4, end: 15 });
    expect(describeRuntimeError(new Error(message), `${query} | union (${query})`)).toMatchObject({ start: 0, end: 75 });
    expect(describeRuntimeError(new Error(message), 'T | where s == "make-series"')).toMatchObject({ start: 0, end: 28 });
  });
});
