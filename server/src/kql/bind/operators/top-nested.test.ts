import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const SALES =
  'datatable(region: string, who: string, v: long)["n", "x", 10, "n", "y", 20, "s", "x", 30, "s", "z", 5, "e", "q", 1, "w", "r", 2]';

describe("top-nested", () => {
  it.each<readonly [string, string, readonly string[], readonly (readonly unknown[])[]]>([
    [
      "keeps the best of each level",
      "top-nested 2 of region by sum(v), top-nested 1 of who by sum(v)",
      ["region", "aggregated_region", "who", "aggregated_who"],
      [
        ["n", 30, "y", 20],
        ["s", 35, "x", 30],
      ],
    ],
    ["takes the least with asc, and names as written", "top-nested 1 of R = region by T = sum(v) asc", ["R", "T"], [["e", 1]]],
    [
      "keeps every value without a count",
      "where region in ('n', 's') | top-nested of region by Ignore = max(1), top-nested 1 of v by max(v)",
      ["region", "Ignore", "v", "aggregated_v"],
      [
        ["n", 1, 20, 20],
        ["s", 1, 30, 30],
      ],
    ],
    [
      "sums up what did not make it",
      "top-nested 1 of region with others = 'rest' by sum(v)",
      ["region", "aggregated_region"],
      [
        ["rest", 33],
        ["s", 35],
      ],
    ],
    [
      "leaves levels without others empty in the rows of the rest",
      "top-nested 1 of region with others = 'rest' by sum(v), top-nested 1 of who by sum(v), top-nested 1 of v with others = -1 by count()",
      ["region", "aggregated_region", "who", "aggregated_who", "v", "aggregated_v"],
      [
        ["rest", 33, "", null, -1, 4],
        ["s", 35, "", null, -1, 1],
        ["s", 35, "x", 30, 30, 1],
      ],
    ],
    ["computes with several aggregates", "top-nested 1 of region by sum(v) / count()", ["region", "aggregated_region"], [["s", 17]]],
    [
      "gives nothing for no rows",
      "where v > 99 | top-nested 1 of region with others = 'rest' by sum(v)",
      ["region", "aggregated_region"],
      [],
    ],
  ])("%s", async (_, operators, columns, rows) => {
    const result = await runner.answer(`${SALES} | ${operators}`);
    expect(result.columns).toEqual(columns);
    expect(result.cells.map((row) => JSON.stringify(row)).toSorted()).toEqual(rows.map((row) => JSON.stringify(row)).toSorted());
  });
});
