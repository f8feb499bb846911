import { describe, expect, test } from "vitest";
import { isRunnable, queryAt, splitQueries, titleOf, withTitle } from "./statement-blocks.ts";

const texts = (text: string) => splitQueries(text).map((block) => block.text);

describe("splitting a tab into queries", () => {
  test("blank lines separate queries, single line ends do not", () => {
    expect(texts("A\n| take 1\n\n\nB\n  \nC | count")).toEqual(["A\n| take 1", "B", "C | count"]);
  });

  test("a let statement stays with the query that uses it, even after a blank line", () => {
    const text = "let start = ago(1d);\n\nlet ips = dynamic(['192.0.2.1']);\n\nT | where x > start";
    expect(texts(text)).toEqual([text]);
  });

  test("a finished query that ends in a semicolon does not swallow the next one", () => {
    expect(texts("T | count;\n\nU | count")).toEqual(["T | count;", "U | count"]);
    expect(texts("let a = 1;\nT | take a;\n\nU | count")).toEqual(["let a = 1;\nT | take a;", "U | count"]);
  });

  test("a blank line before a pipe, after a pipe, inside brackets or in a multi-line string does not separate", () => {
    for (const text of ["T\n\n| count", "T |\n\n count", "T | where x in (\n1,\n\n2)", "print ```a\n\nb```"])
      expect(texts(text)).toEqual([text]);
  });

  test("brackets, pipes and slashes inside strings and comments are text", () => {
    expect(texts('T | where a == "(" // see (\n\nU | where b == @"C:\\"\n\nV | where u == "http://x"')).toHaveLength(3);
  });

  test("an unfinished string ends with its line, so that the rest of the tab still works", () => {
    expect(texts('T | where a == "oops\n\nU | count')).toHaveLength(2);
  });

  test("a comment belongs to the query below it", () => {
    expect(texts("// first\n\nT\n\n// second\nU")).toEqual(["// first\n\nT", "// second\nU"]);
  });

  test("Windows line ends separate as well", () => {
    expect(texts("A\r\n\r\nB")).toEqual(["A", "B"]);
  });
});

describe("the query under the cursor", () => {
  const text = "A | count\n\n\nB\n| take 1\n";
  test.each([
    [0, "A | count"],
    [9, "A | count"],
    [10, "A | count"],
    [12, "B\n| take 1"],
    [text.length, "B\n| take 1"],
  ])("at %i", (offset, expected) => {
    expect(queryAt(text, offset)?.text).toBe(expected);
  });

  test("is nothing in an empty tab, and only comments are not runnable", () => {
    expect(queryAt(" \n ", 1)).toBeNull();
    expect(isRunnable("// just a thought")).toBe(false);
    expect(isRunnable("// thought\nT")).toBe(true);
  });
});

describe("the title of a tab", () => {
  test("is its leading comment", () => {
    expect(titleOf("// owa logons \nT")).toBe("owa logons");
    expect(titleOf("T // not this")).toBeNull();
  });

  test("replaces the old comment and keeps dollar signs", () => {
    expect(withTitle("// old\nT", "costs $& more")).toBe("// costs $& more\nT");
    expect(withTitle("T", "new\nname")).toBe("// new name\nT");
  });
});
