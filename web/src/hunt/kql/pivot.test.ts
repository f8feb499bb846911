import type { Cell, KqlType } from "@mailroom/server/contract";
import { describe, expect, test } from "vitest";
import { formatLiteral, predicateFor, quoteString } from "./literal.ts";
import { quoteNameIfNeeded } from "./names.ts";
import { isPivotActive, pivotQuery } from "./pivot.ts";

const text = { name: "Computer", type: "string" } as const;

describe("the predicate of a cell", () => {
  test.each([
    ["string", 'a "b" \\ c\n', '"a \\"b\\" \\\\ c\\n"'],
    ["string", "\u0000\u2028", '"\\u0000\\u2028"'],
    ["long", 42, "42"],
    ["long", "9223372036854775807", "9223372036854775807"],
    ["int", -3, "-3"],
    ["real", 2, "real(2)"],
    ["real", "-Infinity", "real(-inf)"],
    ["decimal", "1.10", "decimal(1.10)"],
    ["bool", true, "true"],
    ["datetime", "2021-03-03T06:49:42.1623451Z", "datetime(2021-03-03T06:49:42.1623451Z)"],
    ["timespan", "-1.02:03:04.5", "timespan(-1.02:03:04.5)"],
    ["guid", "74be27de-1e4e-49d9-b579-fe0b331d3642", "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)"],
    ["dynamic", { a: [1] }, 'dynamic({"a":[1]})'],
  ] satisfies [KqlType, Cell, string][])("writes %s %j as %s", (type, cell, expected) => {
    expect(formatLiteral(cell, type)).toBe(expected);
  });

  test("null, empty text and NaN equal nothing, so they are asked for by name", () => {
    expect(predicateFor({ name: "Count", type: "long" }, null, "include")).toBe("isnull(Count)");
    expect(predicateFor({ name: "Count", type: "long" }, null, "exclude")).toBe("isnotnull(Count)");
    expect(predicateFor(text, "", "include")).toBe("isempty(Computer)");
    expect(predicateFor({ name: "Score", type: "real" }, "NaN", "exclude")).toBe("not(isnan(Score))");
  });

  test("dynamic values are compared by their text", () => {
    expect(predicateFor({ name: "Extra", type: "dynamic" }, ["x", 1], "include")).toBe('tostring(Extra) == "[\\"x\\",1]"');
    expect(predicateFor({ name: "Extra", type: "dynamic" }, "x", "include")).toBe('tostring(Extra) == "x"');
  });

  test("column names that are no identifiers are bracketed", () => {
    expect(quoteNameIfNeeded("kind")).toBe("['kind']");
    expect(quoteNameIfNeeded("user agent's")).toBe("['user agent\\'s']");
    expect(quoteNameIfNeeded("count_")).toBe("count_");
    expect(quoteString("plain")).toBe('"plain"');
  });
});

describe("pivoting a query", () => {
  test("appends a filter line", () => {
    expect(pivotQuery("T\n| where a > 1", text, "MBX01", "include")).toBe('T\n| where a > 1\n| where Computer == "MBX01"');
  });

  test("filters before sort, take, top and render, so that all rows are considered", () => {
    expect(pivotQuery("T\n| extend x = 1\n| sort by x\n| take 10\n| render timechart", text, "a", "exclude")).toBe(
      'T\n| extend x = 1\n| where Computer != "a"\n| sort by x\n| take 10\n| render timechart',
    );
    expect(pivotQuery("T | take 10 | extend y = 1", text, "a", "include")).toBe('T | take 10 | extend y = 1\n| where Computer == "a"');
  });

  test("works on the last statement, before its semicolon and its trailing comment", () => {
    expect(pivotQuery("let n = 1;\nT | where x == n; // done", text, "a", "include")).toBe(
      'let n = 1;\nT | where x == n\n| where Computer == "a"; // done',
    );
    expect(pivotQuery("// note | here\nT // rows", text, "a", "include")).toBe('// note | here\nT\n| where Computer == "a" // rows');
  });

  test("pipes inside brackets and strings are not steps of the query", () => {
    const join = 'A | join (B | take 5) on k\n| where s == "x | take 1"';
    expect(pivotQuery(join, text, "a", "include")).toBe(`${join}\n| where Computer == "a"`);
  });

  test("the same pivot twice gives the query back, the opposite turns it round", () => {
    const query = "T\n| project Computer\n| take 5";
    const once = pivotQuery(query, text, "a | b", "include");
    expect(isPivotActive(once, text, "a | b", "include")).toBe(true);
    expect(pivotQuery(once, text, "a | b", "include")).toBe(query);
    expect(pivotQuery(once, text, "a | b", "exclude")).toBe('T\n| project Computer\n| where Computer != "a | b"\n| take 5');
  });
});
