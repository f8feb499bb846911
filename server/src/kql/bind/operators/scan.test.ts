import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const EVENTS =
  'datatable(t: long, e: string)[0, "a", 1, "start", 2, "b", 3, "c", 4, "stop", 6, "d", 8, "start", 11, "e", 12, "stop"] | sort by t asc';
const STEPS = 'step s1: e == "start"; step s2: e != "start" and e != "stop" and t - s1.t <= 5; step s3: e == "stop" and t - s1.t <= 5;';

describe("scan", () => {
  it("carries its state over thousands of rows, in each partition", async () => {
    const walk =
      "scan with_match_id=m declare (total: long = 0) with (step a: true => total = a.total + x; step b: x % 100 == 0 => total = -a.total;)";
    const result = await runner.answer(
      `range i from 0 to 3999 step 1 | extend g = i % 3, x = i / 3 | partition by g (sort by x asc | ${walk}) | summarize n = count(), least = min(total), most = max(total), ids = dcount(m) by g | sort by g asc`,
    );
    // Rows 0 to 1332 or 1333 of each partition; every hundredth one goes on to the second step, and a match begins anew behind it.
    expect(result.cells.map(([group]) => group)).toEqual([0, 1, 2]);
    expect(result.cells).toMatchInlineSnapshot(`
      [
        [
          0,
          1347,
          -124950,
          124950,
          14,
        ],
        [
          1,
          1346,
          -124950,
          124950,
          14,
        ],
        [
          2,
          1346,
          -124950,
          124950,
          14,
        ],
      ]
    `);
  });

  it.each<readonly [string, string, readonly (readonly unknown[])[]]>([
    [
      "carries a running value, from its default",
      "range x from 1 to 4 step 1 | scan declare (s: long = 10) with (step a: true => s = x + a.s;)",
      [
        [1, 11],
        [2, 13],
        [3, 16],
        [4, 20],
      ],
    ],
    [
      "fills text forward",
      'datatable(t: long, e: string)[1, "A", 2, "", 3, "B", 4, ""] | sort by t asc | scan declare (f: string = "?") with (step a: true => f = iff(isempty(e), a.f, e);) | project t, f',
      [
        [1, "A"],
        [2, "A"],
        [3, "B"],
        [4, "B"],
      ],
    ],
    [
      "numbers matches and hands them on from step to step",
      `${EVENTS} | scan with_match_id = m with (${STEPS})`,
      [
        [1, "start", 0],
        [2, "b", 0],
        [3, "c", 0],
        [4, "stop", 0],
        [8, "start", 1],
        [11, "e", 1],
        [12, "stop", 1],
      ],
    ],
    [
      "gives only the last of a series with output=last",
      `${EVENTS} | scan with (${STEPS.replace("step s2", "step s2 output=last")}) | project t`,
      [[1], [3], [4], [8], [11], [12]],
    ],
    [
      "gives nothing of a step with output=none",
      `${EVENTS} | scan declare (from: long) with (step s1 output=none: e == "start"; step s2: e == "stop" => from = s1.t;) | project t, from`,
      [
        [4, 1],
        [12, 8],
      ],
    ],
    [
      "begins a new match when the step after took the old one over",
      "datatable(t: long)[0, 1, 2, 32, 36, 75] | sort by t asc | scan with_match_id = id declare (s: long) with (step a: true => s = iff(isnull(a.s), t, a.s); step z output=none: t - a.s > 30;)",
      [
        [0, 0, 0],
        [1, 0, 0],
        [2, 0, 0],
        [32, 32, 1],
        [36, 32, 1],
        [75, 75, 2],
      ],
    ],
    [
      "starts anew in each partition",
      'datatable(u: string, t: long)["a", 1, "b", 10, "a", 2, "b", 20] | sort by t asc | partition hint.strategy=native by u (sort by t asc | scan declare (s: long = 0) with (step q: true => s = t + q.s;)) | sort by u asc, t asc',
      [
        ["a", 1, 1],
        ["a", 2, 3],
        ["b", 10, 10],
        ["b", 20, 30],
      ],
    ],
    [
      "computes what needs no state with any function",
      "range x from 1 to 3 step 1 | scan declare (s: string) with (step q: x in ((print 1)) or x == 3 => s = strcat(x, '/', q.x);) | project s",
      [["1/"], ["3/1"]],
    ],
    ["gives nothing for no rows", "range x from 1 to 0 step 1 | scan declare (s: long) with (step q: true => s = x;)", []],
  ])("%s", async (_, query, rows) => {
    const result = await runner.answer(query);
    expect(result.cells).toEqual(rows);
  });

  it.each<readonly [string, string, readonly (readonly unknown[])[]]>([
    [
      "a session ends with a gap or with its length",
      "range x from 1 to 6 step 1 | extend x = x * x | serialize s = row_window_session(x, 20, 10)",
      [
        [1, 1],
        [4, 1],
        [9, 1],
        [16, 1],
        [25, 25],
        [36, 36],
      ],
    ],
    [
      "window functions one after the other see the same order",
      "range x from 1 to 4 step 1 | serialize r = row_number(1, x % 2 == 0), c = row_cumsum(x)",
      [
        [1, 1, 1],
        [2, 1, 3],
        [3, 2, 6],
        [4, 1, 10],
      ],
    ],
    [
      "a session ends where it is told to",
      'datatable(u: string, t: datetime)["1", datetime(2024-04-11 10:00), "2", datetime(2024-04-11 10:01), "2", datetime(2024-04-11 10:02)] | sort by t asc | extend s = row_window_session(t, 1h, 5m, u != prev(u)) | project u, format_datetime(s, "mm")',
      [
        ["1", "00"],
        ["2", "01"],
        ["2", "01"],
      ],
    ],
  ])("%s", async (_, query, rows) => {
    const result = await runner.answer(query);
    expect(result.cells).toEqual(rows);
  });
});
