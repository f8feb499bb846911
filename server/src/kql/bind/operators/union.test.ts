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

  it("says that nothing is left where not one of its tables exists", async () => {
    const found = await runner.run("union isfuzzy=true Gone, Lost | count");
    expect(found).toMatchObject({ refused: [{ code: "kql/empty-union" }] });
  });
});
