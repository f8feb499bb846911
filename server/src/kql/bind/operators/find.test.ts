import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner } from "../../../../test/kql/kql-runner.ts";

let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
  const columns = (last: string) => ["Session", "Level", "Text", last].map((name) => ({ name, type: "string" as const }));
  await runner.addTable("One", columns("Version"), [
    { Session: "s1", Level: "Info", Text: "t1", Version: "v1" },
    { Session: "s2", Level: "Error", Text: "t2", Version: "v2" },
  ]);
  await runner.addTable("Two", columns("Name"), [
    { Session: "s9", Level: "Info", Text: "o1", Name: "E1" },
    { Session: "s1", Level: "Error", Text: "o2", Name: "E2" },
  ]);
});

describe("find", () => {
  it.each<readonly [string, string, readonly string[], readonly (readonly unknown[])[]]>([
    [
      "packs what is neither common nor asked for",
      "find in (One, Two) where Session == 's1'",
      ["source_", "Session", "Level", "Text", "pack_"],
      [
        ["One", "s1", "Info", "t1", { Version: "v1" }],
        ["Two", "s1", "Error", "o2", { Name: "E2" }],
      ],
    ],
    [
      "looks into all tables for a term",
      "find 'E2'",
      ["source_", "Session", "Level", "Text", "pack_"],
      [["Two", "s1", "Error", "o2", { Name: "E2" }]],
    ],
    [
      "projects columns, padding those that a table lacks",
      "find in (One, Two) where Level == 'Error' project Text, Version, Name",
      ["source_", "Text", "Version", "Name"],
      [
        ["One", "t2", "v2", ""],
        ["Two", "o2", "", "E2"],
      ],
    ],
    [
      "leaves out tables without the columns of its condition",
      "find withsource = S in (One, Two) where Version == 'v1' project Session",
      ["S", "Session"],
      [["One", "s1"]],
    ],
    [
      "casts a column where it is told to",
      "find in (One) where Session == 's2' project Text: long, Session",
      ["source_", "Text", "Session"],
      [["One", null, "s2"]],
    ],
    [
      "packs the rest of the row on demand",
      "find in (T*) where Name == 'E1' project Session, pack(*)",
      ["source_", "Session", "pack_"],
      [["Two", "s9", { Level: "Info", Name: "E1", Text: "o1" }]],
    ],
  ])("%s", async (_, query, columns, rows) => {
    const result = await runner.run(query);
    if ("refused" in result) throw new Error(JSON.stringify(result.refused));
    expect(result.columns).toEqual(columns);
    expect(result.cells).toEqual(rows);
  });
});

describe("parse-kv", () => {
  it.each<readonly [string, string, readonly unknown[]]>([
    [
      "takes letters and digits in turn without delimiters",
      "print s = 'at [x] Id:45, Machine:N1, Text: Started' | parse-kv s as (Text: string, Id: long, Gone: int)",
      ["Started", 45, null],
    ],
    [
      "reads quoted values without delimiters",
      `print s = "Id:45, Text: 'up, again'" | parse-kv s as (Text: string, Id: long) with (quote="'")`,
      ["up, again", 45],
    ],
    [
      "opens and closes quotes differently",
      "print s = 'a=(x y) (b c)=(2)' | parse-kv s as (a: string, ['b c']: int) with (pair_delimiter=' ', kv_delimiter='=', quote='()')",
      ["x y", 2],
    ],
    [
      "takes keys and values from a pattern",
      `print s = '"a b: 1" "c: 2"' | parse-kv s as (c: long, ['a b']: long) with (regex='"([a-z ]+): (.)"')`,
      [2, 1],
    ],
  ])("%s", async (_, query, row) => {
    const result = await runner.run(`${query} | project-away s`);
    expect(result).toMatchObject({ cells: [row] });
  });
});
