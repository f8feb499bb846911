import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

const ran = (query: string): Promise<{ readonly columns: readonly string[]; readonly cells: unknown }> => runner.answer(query);

describe("`mv-apply`", () => {
  it("leaves a column that it expands under its own name to the subquery, and keeps the array under another name", async () => {
    const columns = async (query: string): Promise<unknown> => (await ran(query)).columns;
    expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply a on (summarize n = count())")).toEqual(["b", "n"]);
    expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply a on (where a > 1)")).toEqual(["a", "b"]);
    expect(await columns("print a = dynamic([1, 2]), b = 1 | mv-apply x = a on (summarize n = count())")).toEqual(["a", "b", "n"]);
  });
});

const T = "datatable(s: string, x: long)['a', 1, 'a', 5, 'b', 2, 'b', 1]";
const OTHER = "datatable(x: long, y: string)[1, 'one', 7, 'seven']";
const ARRAYS = "datatable(s: string, x: dynamic)['a', dynamic([1, 2]), 'b', dynamic([3])]";

describe("a subquery that runs once per group", () => {
  it.each([
    [
      "names its rows and reads a value of them",
      `${T} | partition by s (as P | extend share = x * 100 / toscalar(P | summarize sum(x))) | project s, share | sort by s asc, share asc`,
      [
        ["a", 16],
        ["a", 83],
        ["b", 33],
        ["b", 66],
      ],
    ],
    [
      "joins its rows with each other, not with those of other groups",
      `${T} | partition by s (as P | join kind=inner (P | summarize m = max(x)) on $left.x == $right.m) | project s, x | sort by s asc`,
      [
        ["a", 5],
        ["b", 2],
      ],
    ],
    [
      "takes one left row per key within a group",
      `${T} | partition by s (join (${OTHER}) on x) | project s, y | sort by s asc`,
      [
        ["a", "one"],
        ["b", "one"],
      ],
    ],
    [
      "keeps all rows of the right side for every group",
      `${T} | partition by s (join kind=rightouter (${OTHER}) on x | summarize n = count(), found = countif(isnotnull(x)))`,
      [
        [2, 1],
        [2, 1],
      ],
    ],
    [
      "keeps what only one side has, by group",
      `${T} | partition by s (join kind=fullouter (${OTHER}) on x | summarize n = count())`,
      [[3], [3]],
    ],
    ["puts other rows to each group", `${T} | partition by s (union (print x = 10) | summarize t = sum(x)) | sort by t asc`, [[13], [16]]],
    ["finds the best of each group", `${T} | partition by s (top-nested 1 of x by max(x)) | project x | sort by x asc`, [[2], [5]]],
    [
      "does so for the elements of each array",
      `${ARRAYS} | mv-apply e = x to typeof(long) on (union (print e = 9) | summarize all = make_list(e)) | project s, all`,
      [
        ["a", [1, 2, 9]],
        ["b", [3, 9]],
      ],
    ],
  ])("%s", async (_, query, rows) => {
    expect((await ran(query)).cells).toEqual(rows);
  });

  it("refuses lists of a group's own rows by name", async () => {
    const result = await runner.run(`${T} | partition by s (as P | where x in ((P | summarize max(x))))`);
    expect(result).toMatchObject({ refused: [{ code: "kql/unsupported", message: expect.stringContaining("own rows") }] });
  });
});

describe("`partition` with a query in braces", () => {
  const EVENTS = "let E = datatable(n: long, s: string)[1, 'a', 1, 'b', 2, 'c', 5, 'd'];";

  it("runs the query once per value of the key, which is a constant in it", async () => {
    expect(
      (await ran(`${EVENTS} range x from 1 to 2 step 1 | partition hint.strategy=legacy by x {E | where n == x} | count`)).cells,
    ).toEqual([[3]]);
    const { columns, cells } = await ran(
      `${EVENTS} range x from 1 to 2 step 1 | partition by x {E | where n == toscalar(x) | summarize c = count() | extend x = x}`,
    );
    expect(columns).toEqual(["c", "x"]);
    expect(cells).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  it("sees the key in `toscalar`, even where the table has a column of that name", async () => {
    expect((await ran(`${EVENTS} E | where n == 1 | partition by s {E | where s == toscalar(s) | project s}`)).cells).toEqual([
      ["a"],
      ["b"],
    ]);
  });

  it("takes keys of any type, null among them", async () => {
    const keys = "datatable(t: datetime, b: bool, r: real)[datetime(2021-03-01), true, 1.5, datetime(null), false, real(null)]";
    for (const [key, expected] of [
      ["t", [[null], ["2021-03-01T00:00:00.0000000Z"]]],
      ["b", [[false], [true]]],
      ["r", [[null], [1.5]]],
    ] as const)
      expect((await ran(`${keys} | partition by ${key} {print ${key}}`)).cells).toEqual(expected);
  });

  it("keeps its columns where there are no values, and refuses more values than Kusto takes", async () => {
    expect(await ran(`${EVENTS} range x from 1 to 0 step 1 | partition by x {E | where n == x}`)).toMatchObject({
      columns: ["n", "s"],
      cells: [],
    });
    expect(await runner.run(`${EVENTS} range x from 1 to 65 step 1 | partition by x {E | where n == x}`)).toMatchObject({
      refused: [{ code: "kql/too-complex" }],
    });
  });
});
