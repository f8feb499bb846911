import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, type RanTable } from "../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

async function tables(text: string): Promise<readonly RanTable[]> {
  const result = await runner.answer(text);
  return result.tables;
}

const T = "datatable(State: string, Kind: string, n: long)['AL', 'Rain', 1, 'AL', 'Snow', 2, 'AK', 'Snow', 3]";

describe("a query with several tables", () => {
  it("gives one per tabular statement, in their order, with the names that `as` gives", async () => {
    const found = await tables(`let x = 2; print a = x; ${T} | where n > x | as Big; 1 + x`);
    expect(found.map(({ name, columns, cells }) => [name, columns, cells])).toEqual([
      [null, ["a"], [[2]]],
      ["Big", ["State", "Kind", "n"], [["AK", "Snow", 3]]],
      [null, ["print_0"], [[3]]],
    ]);
  });

  it("gives each its own chart", async () => {
    const found = await tables(`${T} | summarize sum(n) by Kind | render piechart; print 1; ${T} | count | render barchart`);
    expect(found.map(({ render }) => render?.kind ?? null)).toEqual(["piechart", null, "barchart"]);
  });

  it("lets a later statement use what an earlier one named", async () => {
    expect((await tables(`${T} | where n > 1 | as Big; Big | count`))[1]?.cells).toEqual([[2]]);
  });
});

describe("`fork`", () => {
  it("hands the same rows to every branch; a branch has a name or none", async () => {
    const found = await tables(
      `${T} | where n > 1 | fork (summarize count() by Kind) Rows=(project State, n | sort by n asc) (count | as C)`,
    );
    expect(found.map(({ name, cells }) => [name, cells])).toEqual([
      [null, [["Snow", 2]]],
      [
        "Rows",
        [
          ["AL", 2],
          ["AK", 3],
        ],
      ],
      ["C", [[2]]],
    ]);
  });

  it("can only end a statement, and says so", async () => {
    for (const text of [`let F = ${T} | fork (count) (take 1); F`, `${T} | union (${T} | fork (count) (take 1))`])
      expect(await runner.run(text)).toMatchObject({
        refused: [{ code: "kql/unsupported", message: expect.stringContaining("`fork`") as string }],
      });
  });
});

describe("`facet`", () => {
  it("gives the rows of its `with`, then the values of each column with their counts", async () => {
    const found = await tables(`${T} | sort by State, Kind asc | facet by State, Kind with (where n > 1 | project n | sort by n asc)`);
    expect(found.map(({ columns }) => columns)).toEqual([["n"], ["State", "count_State"], ["Kind", "count_Kind"]]);
    expect(
      found.map(({ cells }) =>
        cells
          .map((row) => JSON.stringify(row))
          .sort()
          .map((row) => JSON.parse(row) as unknown),
      ),
    ).toEqual([
      [[2], [3]],
      [
        ["AK", 1],
        ["AL", 2],
      ],
      [
        ["Rain", 1],
        ["Snow", 2],
      ],
    ]);
  });

  it("needs no `with`, and takes a single operator there", async () => {
    expect(await tables(`${T} | facet by State`)).toHaveLength(1);
    expect((await tables(`${T} | facet by State with count`))[0]?.cells).toEqual([[3]]);
  });

  it("takes columns only", async () => {
    expect(await runner.run(`${T} | facet by nothing`)).toMatchObject({ refused: [{ severity: "error" }] });
  });
});
