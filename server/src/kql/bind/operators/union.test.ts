import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
});

describe("`union`", () => {
  it("keeps columns of one name and several types apart", async () => {
    const found = await runner.run("union (print v = 1), (print v = 'a'), (print v = 2) | order by v_long asc");
    if ("refused" in found) throw new Error(JSON.stringify(found.refused));
    expect([found.columns, found.cells]).toEqual([
      ["v_long", "v_string"],
      [
        [null, "a"],
        [1, ""],
        [2, ""],
      ],
    ]);
  });

  it("refuses a made name that another column has already: which one Kusto then takes is not documented", async () => {
    const found = await runner.run("union (print v = 1), (print v = 'a'), (print v_long = 2)");
    if (!("refused" in found)) throw new Error("not refused");
    expect(found.refused[0]?.message).toBe(
      "A union with `v` of several types beside a column `v_long` is not supported here. Rename one of them first with `project-rename`.",
    );
  });

  it("pads what an input lacks in the same way however wide it is", async () => {
    const inputs = Array.from({ length: 120 }, (_, at) => `(print Name = 'n${at}', s${at} = 'x', n${at} = ${at}, d${at} = dynamic([1]))`);
    const found = await runner.run(`union ${inputs.join(", ")} | where n7 == 7 or s119 == 'x' | order by Name asc`);
    if ("refused" in found) throw new Error(JSON.stringify(found.refused));
    const column = (name: string) => found.cells.map((row) => row[found.columns.indexOf(name)]);
    expect([column("Name"), column("s7"), column("n7"), column("d7")]).toEqual([
      ["n119", "n7"],
      ["", "x"],
      [null, 7],
      [null, [1]],
    ]);
    expect([column("s119"), column("n119"), column("n50")]).toEqual([
      ["x", ""],
      [119, null],
      [null, null],
    ]);
  });

  it("says that nothing is left where not one of its tables exists", async () => {
    const found = await runner.run("union isfuzzy=true Gone, Lost | count");
    expect(found).toMatchObject({ refused: [{ code: "kql/empty-union" }] });
  });
});
