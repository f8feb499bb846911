import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readCases, type ConformanceCase } from "../../src/conformance/case-file.ts";
import { runCase } from "../../src/conformance/run-case.ts";
import { KqlRunner } from "./kql-runner.ts";

/** One per behaviour that the language reference states, with data and answers of our own: what must hold without any corpus. */
const CASES = resolve(import.meta.dirname, "reference-cases.jsonl");

const cases = readCases(readFileSync(CASES, "utf8"), CASES);

async function failures(of: readonly ConformanceCase[]): Promise<string[]> {
  const runner = await KqlRunner.create();
  const failed: string[] = [];
  for (const one of of) {
    const { outcome, why } = await runCase(runner, one);
    if (outcome !== "agrees") failed.push(`${one.id}: ${outcome}: ${why}`);
  }
  return failed;
}

describe("the language reference, behaviour by behaviour", () => {
  it("is what the engine answers", async () => {
    expect(await failures(cases)).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(180);
  }, 60_000);

  it("notices another answer, in any case", async () => {
    const wrong = cases.flatMap(({ expected, ...one }): ConformanceCase[] =>
      expected === null || expected.rows.length === 0
        ? []
        : [{ ...one, expected: { ...expected, rows: [...expected.rows, ...expected.rows] } }],
    );
    expect((await failures(wrong)).length).toBe(wrong.length);
  }, 60_000);
});
