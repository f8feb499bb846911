import { describe, expect, it } from "vitest";
import { expansionProblem } from "./expansion.ts";

const doubling = (count: number, body: (before: string) => string): string =>
  `let t0 = T;\n${Array.from({ length: count }, (_, index) => `let t${index + 1} = ${body(`t${index}`)};`).join("\n")}\nt${count} | count`;

describe("the text of a query", () => {
  it("is refused where its definitions double too often, at the place where it becomes too much", () => {
    const text = doubling(30, (before) => `union ${before}, ${before}`);
    const found = expansionProblem(text);
    expect(text.slice(found?.start, found?.end)).toMatch(/^t1\d$/);
    expect(expansionProblem(doubling(30, (before) => `(x: long) { let a = ${before}(x); a + a }`))).not.toBeNull();
  });

  it("may use what it defines as often as people do", () => {
    expect(expansionProblem(doubling(8, (before) => `union ${before}, ${before}`))).toBeNull();
    expect(expansionProblem(doubling(300, (before) => `${before} | where x > 1`))).toBeNull();
    expect(expansionProblem(`let n = 5; T | where ${Array.from({ length: 500 }, () => "x > n").join(" or ")}`)).toBeNull();
  });

  it("is not counted inside of strings and comments", () => {
    expect(expansionProblem(doubling(30, (before) => `T // ${before} ${before}\n | where a == "${before} ${before}"`))).toBeNull();
  });
});
