import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const POINTS = 'datatable(x: long, v: long, g: string)[1, 10, "a", 2, 20, "b", 4, 40, "a", 4, 2, "a"]';
const DAYS = "datatable(t: datetime, v: long)[datetime(2020-01-01 05:00), 1, datetime(2020-01-03), 2]";

describe("make-series", () => {
  it.each<readonly [string, string, readonly (readonly unknown[])[]]>([
    [
      "fills every step between from and to",
      `${POINTS} | make-series sum(v) on x from 0 to 6 step 1`,
      [
        [
          [0, 10, 20, 0, 42, 0],
          [0, 1, 2, 3, 4, 5],
        ],
      ],
    ],
    [
      "begins each series with its own first bin without from, and ends it with its last without to",
      `${POINTS} | make-series sum(v) on x step 2 by g`,
      [
        ["a", [10, 0, 42], [0, 2, 4]],
        ["b", [20], [2]],
      ],
    ],
    [
      "begins with its first bin and ends before to",
      `${POINTS} | make-series sum(v) on x to 8 step 2 by g`,
      [
        ["a", [10, 0, 42, 0], [0, 2, 4, 6]],
        ["b", [20, 0, 0], [2, 4, 6]],
      ],
    ],
    [
      "begins at from and ends with the last row",
      `${POINTS} | make-series sum(v) on x from 1 step 2 by g`,
      [
        ["a", [10, 42], [1, 3]],
        ["b", [20], [1]],
      ],
    ],
    [
      "includes the end in the older form",
      `${POINTS} | make-series n = count() on x in range(2, 4, 1)`,
      [
        [
          [1, 0, 2],
          [2, 3, 4],
        ],
      ],
    ],
    [
      "aligns bins of time to the day",
      `${DAYS} | make-series sum(v) default = long(null) on t step 1d`,
      [
        [
          [1, null, 2],
          ["2020-01-01T00:00:00.0000000Z", "2020-01-02T00:00:00.0000000Z", "2020-01-03T00:00:00.0000000Z"],
        ],
      ],
    ],
    [
      "brings the default to the type of the values",
      `${POINTS} | make-series avg(v) default = 0 on x from 3 to 5 step 1 | project tostring(avg_v)`,
      [["[0.0,21.0]"]],
    ],
    [
      "takes axes of fractions",
      "datatable(x: real)[0.5, 1.6] | make-series n = count() on x from 0.0 to 2.0 step 0.5",
      [
        [
          [0, 1, 0, 1],
          [0, 0.5, 1, 1.5],
        ],
      ],
    ],
    [
      "takes axes of durations",
      "datatable(x: timespan)[1m, 3m] | make-series n = count() on x from 0m to 4m step 1m | project n",
      [[[0, 1, 0, 1]]],
    ],
    ["gives no series for no rows", `${POINTS} | where x > 9 | make-series sum(v) on x from 0 to 2 step 1`, []],
    [
      "gives a series of defaults for no rows with kind=nonempty",
      `${POINTS} | where x > 9 | make-series kind=nonempty sum(v) default = 7 on x from 0 to 2 step 1`,
      [
        [
          [7, 7],
          [0, 1],
        ],
      ],
    ],
  ])("%s", async (_, query, rows) => {
    const result = await runner.answer(query);
    expect(result.cells.map((row) => JSON.stringify(row)).toSorted()).toEqual(rows.map((row) => JSON.stringify(row)).toSorted());
  });
});
