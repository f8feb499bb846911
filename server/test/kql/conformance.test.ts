import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { canonicalCell } from "../../src/conformance/canonical-cell.ts";
import { readCases, type ConformanceCase } from "../../src/conformance/case-file.ts";
import { differenceFrom, type ActualResult } from "../../src/conformance/compare-result.ts";
import { KqlRunner } from "../../src/conformance/kql-runner.ts";
import { runCase } from "../../src/conformance/run-case.ts";
import { KNOWN_DIFFERENCES } from "./known-differences.ts";

const SHARED = process.env["MAILROOM_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const CASES = resolve(SHARED, "kql/cases.jsonl");
const COMPARATOR = resolve(SHARED, "kql/compare.mjs");

/** May only rise. */
const AGREES_MIN = 1732;

const corpus = (): ConformanceCase[] => readCases(readFileSync(CASES, "utf8"), CASES);

describe.skipIf(!existsSync(CASES))(`conformance (needs ${CASES})`, () => {
  it("gives Kusto's answers, or refuses by name; never another answer in silence", async () => {
    const runner = await KqlRunner.create();
    const byOutcome = { agrees: [] as string[], refused: [] as string[], differs: [] as string[], errors: [] as string[] };
    for (const one of corpus()) byOutcome[(await runCase(runner, one)).outcome].push(one.id);
    expect(byOutcome.errors).toEqual([]);
    expect(byOutcome.differs.filter((id) => !(id in KNOWN_DIFFERENCES))).toEqual([]);
    expect(byOutcome.agrees.length).toBeGreaterThanOrEqual(AGREES_MIN);
  }, 600_000);
});

/** Answers that a comparator may or may not accept: the recorded one, and what a wrong engine could make of it. */
function candidatesFrom({ columns, types, rows }: ActualResult): ActualResult[] {
  const mapCells = (change: (cell: string | null) => string | null): ActualResult => ({
    columns,
    types,
    rows: rows.map((row) => row.map((cell) => change(cell))),
  });
  const scaled = (factor: number): ActualResult =>
    mapCells((cell) => (cell !== null && /^-?\d+\.\d+$/.test(cell) ? String(Number(cell) * factor) : cell));
  return [
    { columns, types, rows },
    { columns, types, rows: rows.toReversed() },
    { columns, types, rows: rows.slice(1) },
    { columns: columns.map((name) => `${name}_`), types, rows },
    mapCells((cell) => (cell === null ? "" : cell === "" ? null : cell)),
    mapCells((cell) => (cell === null ? null : ` ${cell}  `)),
    mapCells((cell) => cell?.replace(/^\[(\d+),(\d+)\]$/, "[$2,$1]") ?? null),
    mapCells((cell) => (cell === null ? null : JSON.stringify(cell))),
    mapCells((cell) => cell?.replace(/\d{4}Z$/, "0000Z") ?? null),
    scaled(1 + 1e-10),
    scaled(1 + 1e-6),
    scaled(1.04),
  ];
}

describe.skipIf(!existsSync(COMPARATOR))(`the comparator (needs ${COMPARATOR})`, () => {
  it("judges as the corpus's own comparator does, on every case: right answers and spoilt ones", async () => {
    type Judge = (expected: unknown, actual: ActualResult) => { readonly ok: boolean };
    const { compareResult } = (await import(pathToFileURL(COMPARATOR).href)) as { compareResult: Judge };
    const disagreements: string[] = [];
    let [accepted, rejected] = [0, 0];
    for (const { id, expected } of corpus()) {
      if (expected === null) continue;
      const types = expected.types ?? [];
      const columns = expected.columns ?? (expected.rows[0] ?? []).map((_, index) => `c${index}`);
      for (const [index, candidate] of candidatesFrom({ columns, types, rows: expected.rows }).entries()) {
        const theirs = compareResult(expected, candidate).ok;
        if ((differenceFrom(expected, candidate) === null) !== theirs) disagreements.push(`${id} #${index}: theirs ${theirs}`);
        if (theirs) accepted += 1;
        else rejected += 1;
      }
    }
    expect(disagreements).toEqual([]);
    expect(accepted).toBeGreaterThan(3000);
    expect(rejected).toBeGreaterThan(3000);
  });
});

describe("canonicalCell", () => {
  it("writes values as recorded answers do", () => {
    expect(canonicalCell("real", -0)).toBe("0");
    expect(canonicalCell("string", null)).toBe("");
    expect(canonicalCell("dynamic", '{ "a" : [1.0, "x  y"] }')).toBe('{"a":[1.0,"x  y"]}');
  });
});
