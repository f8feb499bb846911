import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { f1Of } from "./clause.ts";
import { searchRules, type Signature } from "./search.ts";

const CLAUSES = 40;
const signature = fc.record({
  isSought: fc.boolean(),
  rows: fc.integer({ min: 1, max: 30 }),
  words: fc.tuple(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 2 ** (CLAUSES - 31) - 1 })),
});

/** One rule at a time, without any short cut. */
function slowly(signatures: readonly Signature[], f1Min: number): string[] {
  const total = signatures.filter(({ isSought }) => isSought).reduce((sum, { rows }) => sum + rows, 0);
  const bit = ({ words }: Signature, i: number): boolean => (((words[i < 31 ? 0 : 1] ?? 0) >>> (i % 31)) & 1) === 1;
  const found: string[] = [];
  for (let first = 0; first < CLAUSES; first++) {
    for (let second = first; second < CLAUSES; second++) {
      const chosen = signatures.filter((one) => bit(one, first) && bit(one, second));
      const count = (among: readonly Signature[]): number => among.reduce((sum, { rows }) => sum + rows, 0);
      const f1 = f1Of(count(chosen.filter(({ isSought }) => isSought)), count(chosen), total);
      if (f1 >= f1Min) found.push(`${first}${second === first ? "" : `+${second}`} ${f1.toFixed(6)}`);
    }
  }
  return found.sort();
}

describe("searchRules", () => {
  it("finds exactly the rules that a search without any short cut finds", () => {
    fc.assert(
      fc.property(fc.array(signature, { minLength: 1, maxLength: 25 }), (signatures) => {
        const quickly = searchRules(signatures, CLAUSES, 0.4).map(({ clauses, f1 }) => `${clauses.join("+")} ${f1.toFixed(6)}`);
        expect(quickly.sort()).toEqual(slowly(signatures, 0.4));
      }),
      { numRuns: 40 },
    );
  });

  it("puts the best first, and of equals the shorter", () => {
    const both = { isSought: true, rows: 5, words: [0b11] };
    const found = searchRules([both, { isSought: false, rows: 3, words: [0b10] }], 2, 0.3);
    expect(found.map(({ clauses, f1 }) => [clauses, f1])).toEqual([
      [[0], 1],
      [[0, 1], 1],
      [[1], 10 / 13],
    ]);
  });
});
