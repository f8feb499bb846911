import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, type Ran } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const run = (text: string): Promise<Ran> => runner.answer(text);

/** 60 rows: every third is a failed logon of one account from one address, the others are spread. */
const LOGONS = `range n from 0 to 59 step 1
  | extend isFailed = n % 3 == 0
  | project outcome = iff(isFailed, 'failed', 'ok'), account = iff(isFailed, 'svc-scan', strcat('user', n % 10)),
      ip = iff(isFailed, '192.0.2.9', strcat('10.0.0.', n)), day = n % 2`;

describe("autocluster", () => {
  it("gives a few patterns that say much about many rows, the best first", async () => {
    const { columns, types, cells } = await run(`${LOGONS} | project-away day | evaluate autocluster()`);
    expect(columns).toEqual(["SegmentId", "Count", "Percent", "outcome", "account", "ip"]);
    expect(types.slice(0, 3)).toEqual(["long", "long", "real"]);
    expect(cells).toEqual([
      [0, 20, 100 / 3, "failed", "svc-scan", "192.0.2.9"],
      [1, 40, 200 / 3, "ok", "", ""],
    ]);
  });

  it("says less about more rows where size counts for all, and shows the wildcard that is asked for", async () => {
    const { cells } = await run(`${LOGONS} | project-away day | evaluate autocluster(1, '~', '~', '*')`);
    expect(cells[0]).toEqual([0, 40, 200 / 3, "ok", "*", "*"]);
  });

  it("says with its answer that Kusto may choose others", async () => {
    for (const query of ["evaluate autocluster()", "evaluate diffpatterns(outcome, 'failed', 'ok')", "reduce by account"])
      expect((await run(`${LOGONS} | ${query}`)).diagnostics).toMatchObject([{ code: "kql/own-choice", severity: "warning" }]);
  });

  it("weighs rows by a column, which is none of the pattern", async () => {
    const { columns, cells } = await run(`${LOGONS} | extend w = iff(outcome == 'failed', 10, 1) | evaluate autocluster(0.5, w)`);
    expect(columns).not.toContain("w");
    expect(cells[0]?.slice(1, 6)).toEqual([200, (100 * 200) / 240, "failed", "svc-scan", "192.0.2.9"]);
  });

  it("is not held up by a key, which says everything of one row alone", async () => {
    const { cells } = await run(
      `${LOGONS} | extend id = new_guid() | serialize n = row_number() | project outcome, account, id, n | evaluate autocluster()`,
    );
    expect(cells.map(([, count, , outcome, account]) => [count, outcome, account])).toEqual([
      [20, "failed", "svc-scan"],
      [40, "ok", ""],
    ]);
  });

  it("refuses a balance outside of 0 to 1", async () => {
    expect(await runner.run(`${LOGONS} | evaluate autocluster(2)`)).toMatchObject({ refused: [{ code: "kql/wrong-arguments" }] });
  });
});

describe("diffpatterns", () => {
  it("finds what one part of the rows has more of than the other, once, the largest difference first", async () => {
    const { columns, cells } = await run(`${LOGONS} | evaluate diffpatterns(outcome, 'failed', 'ok', '~', 0.5)`);
    expect(columns).toEqual(["SegmentId", "CountA", "CountB", "PercentA", "PercentB", "PercentDiffAB", "account", "ip", "day"]);
    expect(cells).toEqual([[0, 20, 0, 100, 0, 100, "svc-scan", "192.0.2.9", null]]);
  });

  it("looks at many rows with a key in them", async () => {
    const { cells } = await run(`range id from 1 to 60000 step 1
      | project id, side = iff(id % 2 == 0, 'a', 'b'), group = iff(id % 2 == 0 and id % 3 == 0, 'rare', 'common') | evaluate diffpatterns(side, 'a', 'b')`);
    expect(cells.map(([, a, b, , , , , group]) => [group, a, b]).toSorted(([first]) => (first === "common" ? -1 : 1))).toEqual([
      ["common", 20000, 30000],
      ["rare", 10000, 0],
    ]);
  });

  it("has one threshold for both directions, and leaves out rows of neither part", async () => {
    const rows = "datatable(side: int, color: string)[1, 'red', 1, 'red', 1, 'blue', 2, 'blue', 2, 'blue', 2, 'red', 3, 'green']";
    const { cells } = await run(`${rows} | evaluate diffpatterns(side, '1', '2', '~', 0.3)`);
    expect(cells.map(([, a, b, , , , color]) => [a, b, color])).toEqual([
      [2, 1, "red"],
      [1, 2, "blue"],
    ]);
    expect((await run(`${rows} | evaluate diffpatterns(side, '1', '2', '~', 0.4)`)).cells).toEqual([]);
  });
});

describe("reduce", () => {
  const texts = (...values: readonly string[]): string => `datatable(s: string)[${values.map((value) => `"${value}"`).join(", ")}]`;

  it("shows as * what texts of one shape differ in, largest group first, and the rest as others", async () => {
    const { columns, types, cells } = await run(
      `${texts("GET /owa/a1 200", "GET /owa/b2 200", "user u7 signed in", "GET /owa/c3 200", "nothing like it", "user u9 signed in")} | reduce by s`,
    );
    expect(columns).toEqual(["Pattern", "Count", "Representative"]);
    expect(types).toEqual(["string", "long", "string"]);
    expect(cells).toEqual([
      ["GET /owa/* 200", 3, "GET /owa/a1 200"],
      ["user * signed in", 2, "user u7 signed in"],
      ["others", 1, ""],
    ]);
  });

  it("keeps a term whose values are few for so many rows, down to the threshold", async () => {
    const rows = "range x from 1 to 40 step 1 | project s = strcat('node', x % 2, ' job', x)";
    expect((await run(`${rows} | reduce by s`)).cells.map(([pattern, count]) => [pattern, count])).toEqual([
      ["node1 *", 20],
      ["node0 *", 20],
    ]);
    expect((await run(`${rows} | reduce by s with threshold=0.01`)).cells).toEqual([["others", 40, ""]]);
  });

  it("cuts only at the characters that are named, and takes them into the wildcard", async () => {
    const rows = "range x from 1 to 10 step 1 | project s = strcat('fooZ', x)";
    expect((await run(`${rows} | reduce by s`)).cells).toEqual([["others", 10, ""]]);
    expect((await run(`${rows} | reduce by s with characters = 'Z'`)).cells).toEqual([["foo*", 10, "fooZ1"]]);
  });

  it("puts the pattern beside each row where the source is asked for", async () => {
    const { columns, cells } = await run(
      "datatable(n: int, t: datetime, s: string)[1, datetime(2021-03-01), 'job 17', 2, datetime(null), 'job 18'] | reduce kind=source by s",
    );
    expect(columns).toEqual(["n", "t", "s", "Pattern"]);
    expect(cells).toEqual([
      [1, "2021-03-01T00:00:00.0000000Z", "job 17", "job *"],
      [2, null, "job 18", "job *"],
    ]);
  });

  it("refuses a threshold and a kind that do not exist", async () => {
    for (const query of ["reduce by s with threshold = 3", "reduce kind = other by s"])
      expect(await runner.run(`${texts("a")} | ${query}`)).toMatchObject({ refused: [{ code: "kql/wrong-arguments" }] });
  });
});
