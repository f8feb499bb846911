import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, type Ran } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const run = (text: string): Promise<Ran> => runner.answer(text);

const day = (date: string): string => `${date}T00:00:00.0000000Z`;

/** Ids by day, as a table of one row each. */
function visits(days: Readonly<Record<string, string>>): string {
  const rows = Object.entries(days).flatMap(([date, ids]) => ids.split("").map((id) => `'${id}', datetime(${date})`));
  return `datatable(id: string, t: datetime)[${rows.join(", ")}]`;
}

const WEEK = visits({ "2021-03-01": "abcd", "2021-03-02": "be", "2021-03-03": "bbfa", "2021-03-05": "a" });
const PERIOD = "datetime(2021-03-01), datetime(2021-03-05)";

describe("plugins that count ids over a timeline", () => {
  it("activity_counts_metrics: rows, ids, new ids and ids so far per window", async () => {
    const { columns, cells } = await run(`${WEEK} | evaluate activity_counts_metrics(id, t, ${PERIOD}, 1d)`);
    expect(columns).toEqual(["t", "count", "dcount", "new_dcount", "aggregated_dcount"]);
    expect(cells).toEqual([
      [day("2021-03-01"), 4, 4, 4, 4],
      [day("2021-03-02"), 2, 2, 1, 5],
      [day("2021-03-03"), 4, 3, 1, 6],
      [day("2021-03-05"), 1, 1, 0, 6],
    ]);
  });

  it("activity_metrics: each window against the one before it; nothing to retain is not a number", async () => {
    const expected = [
      [day("2021-03-01"), 4, 4, "NaN", "NaN"],
      [day("2021-03-02"), 2, 1, 0.25, 0.75],
      [day("2021-03-03"), 3, 2, 0.5, 0.5],
      [day("2021-03-05"), 1, 1, "NaN", "NaN"],
    ];
    expect((await run(`${WEEK} | evaluate activity_metrics(id, t, ${PERIOD}, 1d)`)).cells).toEqual(expected);
    expect((await run(`${WEEK} | evaluate activity_metrics(id, t, 1d)`)).cells).toEqual(expected);
    const months = await run(`${WEEK} | evaluate activity_metrics(id, t, datetime(2021-01-01), datetime(2021-12-31), 'month')`);
    expect(months.cells).toEqual([[day("2021-03-01"), 6, 6, "NaN", "NaN"]]);
  });

  it("activity_engagement: ids of the inner window among those of the outer one", async () => {
    const { columns, cells } = await run(`${WEEK} | evaluate activity_engagement(id, t, ${PERIOD}, 1d, 2d)`);
    expect(columns.slice(1)).toEqual(["dcount_activities_inner", "dcount_activities_outer", "activity_ratio"]);
    expect(cells.map(([, ...counts]) => counts)).toEqual([
      [4, 4, 1],
      [2, 5, 0.4],
      [3, 4, 0.75],
      [1, 1, 1],
    ]);
  });

  it("sliding_window_counts: rows and ids of the lookback that ends with each bin", async () => {
    const { cells } = await run(`${WEEK} | evaluate sliding_window_counts(id, t, ${PERIOD}, 2d, 1d)`);
    expect(cells.map(([, ...counts]) => counts)).toEqual([
      [4, 4],
      [6, 5],
      [6, 4],
      [4, 3],
      [1, 1],
    ]);
  });

  it("active_users_count: ids that came in enough periods of the lookback before a visit", async () => {
    const text = visits({
      "2021-02-27": "b",
      "2021-02-28": "b",
      "2021-03-01": "a",
      "2021-03-02": "ab",
      "2021-03-03": "a",
      "2021-03-09": "a",
    });
    const { cells } = await run(`${text} | evaluate active_users_count(id, t, datetime(2021-03-01), datetime(2021-03-31), 5d, 1d, 3, 7d)`);
    expect(cells).toEqual([[day("2021-03-01"), 2]]);
  });

  it("session_count: a session begins after an absence of the lookback's length", async () => {
    const text = "datatable(id: string, at: long)['a', 1, 'a', 5, 'a', 14, 'a', 25, 'b', 24]";
    const { cells } = await run(`${text} | evaluate session_count(id, at, 0, 100, 10, 10)`);
    expect(cells).toEqual([
      [0, 1],
      [20, 2],
    ]);
  });

  it("new_activity_metrics: those who were new in one window, in each window after it", async () => {
    const { columns, cells } = await run(`${WEEK} | evaluate new_activity_metrics(id, t, datetime(2021-03-01), datetime(2021-03-03), 1d)`);
    expect(columns).toEqual([
      "from_t",
      "to_t",
      "dcount_new_values",
      "dcount_retained_values",
      "dcount_churn_values",
      "retention_rate",
      "churn_rate",
    ]);
    expect(cells).toEqual([
      [day("2021-03-01"), day("2021-03-01"), 4, 4, 0, 1, 0],
      [day("2021-03-01"), day("2021-03-02"), 1, 1, 3, 0.25, 0.75],
      [day("2021-03-01"), day("2021-03-03"), 1, 2, 2, 0.5, 0.5],
      [day("2021-03-02"), day("2021-03-02"), 1, 1, 0, 1, 0],
      [day("2021-03-02"), day("2021-03-03"), 1, 0, 1, 0, 1],
      [day("2021-03-03"), day("2021-03-03"), 1, 1, 0, 1, 0],
    ]);
    const one = await run(
      `${WEEK} | evaluate new_activity_metrics(id, t, datetime(2021-03-01), datetime(2021-03-03), 1d, datetime(2021-03-02))`,
    );
    expect(one.cells).toHaveLength(2);
  });

  it("count by dimensions, and give no rows for no input", async () => {
    const { columns, cells } = await run(
      `${WEEK} | extend even = id in ('b', 'd') | evaluate activity_counts_metrics(id, t, ${PERIOD}, 7d, even)`,
    );
    expect(columns.slice(0, 3)).toEqual(["t", "even", "count"]);
    expect(cells.map(([, ...counts]) => counts)).toEqual([
      [false, 6, 4, 4, 4],
      [true, 5, 2, 2, 2],
    ]);
    expect((await run(`${WEEK} | where id == '' | evaluate activity_metrics(id, t, ${PERIOD}, 1d)`)).cells).toEqual([]);
  });
});

describe("rolling_percentile", () => {
  it("is the nearest rank over the bins up to each bin, per dimension", async () => {
    const text = "range x from 1 to 8 step 1 | extend t = datetime(2021-03-01) + 12h * (x - 1), odd = x % 2 == 1";
    const all = await run(`${text} | evaluate rolling_percentile(x, 50, t, 1d, 2)`);
    expect(all.columns).toEqual(["t", "rolling_2_percentile_x_50"]);
    expect(all.cells.map(([, value]) => value)).toEqual([1, 2, 4, 6]);
    const odd = await run(`${text} | evaluate rolling_percentile(x, 100, t, 1d, 2, odd) | where odd`);
    expect(odd.cells.map(([, , value]) => value)).toEqual([1, 3, 5, 7]);
  });
});

describe("sequence_detect", () => {
  it("finds every way through the steps within their limits, per dimension", async () => {
    const text = `datatable(who: string, t: datetime, what: string)[
      'a', datetime(2021-03-01), 'in', 'a', datetime(2021-03-02), 'read', 'a', datetime(2021-03-03), 'read', 'a', datetime(2021-03-09), 'read',
      'b', datetime(2021-03-02), 'read']`;
    const { columns, types, cells } = await run(
      `${text} | evaluate sequence_detect(t, 2d, 5d, entered = (what == 'in'), seen = (what == 'read'), who)`,
    );
    expect(columns).toEqual(["who", "entered_t", "seen_t", "Duration"]);
    expect(types).toEqual(["string", "datetime", "datetime", "timespan"]);
    expect(cells).toEqual([
      ["a", day("2021-03-01"), day("2021-03-02"), "1.00:00:00"],
      ["a", day("2021-03-01"), day("2021-03-03"), "2.00:00:00"],
    ]);
  });
});

describe("basket", () => {
  const ROWS = "datatable(a: string, b: string, c: long)['x', 'p', 1, 'x', 'p', 1, 'x', 'q', 1, 'y', 'q', 2]";

  it("finds the combinations that enough rows share, those first that say most", async () => {
    const { columns, cells } = await run(`${ROWS} | evaluate basket(0.5)`);
    expect(columns).toEqual(["SegmentId", "Count", "Percent", "a", "b", "c"]);
    expect(cells).toEqual([
      [0, 3, 75, "x", "", 1],
      [1, 2, 50, "x", "p", 1],
      [2, 2, 50, "", "q", null],
    ]);
  });

  it("weighs rows, and shows the wildcards that are asked for", async () => {
    const { cells } = await run(`${ROWS} | extend w = iff(a == 'y', 7, 1) | evaluate basket(0.6, w, '~', '*', long(-1))`);
    expect(cells[0]).toEqual([0, 7, 70, "y", "q", 2]);
    expect(cells.at(-1)?.slice(3)).toEqual(["*", "q", -1]);
  });

  it("refuses a threshold that it does not know", async () => {
    expect(await runner.run(`${ROWS} | evaluate basket(0.001)`)).toMatchObject({ refused: [{ code: "kql/wrong-arguments" }] });
  });
});

describe("schema_merge", () => {
  it("merges schemas, and marks columns out of order unless told not to", async () => {
    const text = `let one = datatable(Uri: string, Status: int)[] | getschema;
      let two = datatable(Uri: string, Referrer: string, Status: int)[] | getschema; union one, two`;
    expect((await run(`${text} | evaluate schema_merge(PreserveOrder = false)`)).cells).toEqual([
      ["Uri", 0, "System.String", "string"],
      ["Referrer", 1, "System.String", "string"],
      ["Status", 2, "System.Int32", "int"],
    ]);
    const strict = await run(`${text} | evaluate schema_merge()`);
    expect(strict.cells.find(([name]) => name === "Status")).toEqual([
      "Status",
      -1,
      "ERROR(unknown CSL type:ERROR(columns are out of order))",
      "ERROR(columns are out of order)",
    ]);
  });
});

describe("an algorithm over too many rows", () => {
  it("ends in a sentence that names the plugin and its bound", async () => {
    const text = "range x from 1 to 200001 step 1 | extend t = x | evaluate session_count(x, t, 0, 10, 10, 10)";
    await expect(runner.run(text)).rejects.toThrow(
      "[refused: `session_count` takes at most 200,000 rows here. Filter or summarize before it.]",
    );
  });
});
