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
    const result = await runner.answer(query);
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

describe("limits of mv-apply and steps of range()", () => {
  it.each<readonly [string, string, readonly (readonly unknown[])[]]>([
    [
      "mv-apply takes as many elements as it is told",
      "print x = dynamic([1, 2, 3]) | mv-apply e = x to typeof(long) limit 2 on (summarize s = sum(e)) | project s",
      [[3]],
    ],
    ["range() steps through time", "print range(datetime(2020-01-01), datetime(2020-01-01 02:00))[2]", [["2020-01-01T02:00:00.0000000Z"]]],
    ["range() steps down", "print range(5, 1, -2), range(1, 0), range(1, 3)", [[[5, 3, 1], [], [1, 2, 3]]]],
    ["range() steps through durations", "print range(1h, 2h, 30m)", [[["01:00:00", "01:30:00", "02:00:00"]]]],
    [
      "events within a window meet by bins of time",
      `let T = datatable(t: datetime)[datetime(2020-01-01 10:50), datetime(2020-01-01 11:10), datetime(2020-01-01 15:00)];
       T | extend k = bin(t, 1h) | join kind=inner (T | extend k = range(bin(t - 1h, 1h), bin(t + 1h, 1h), 1h) | mv-expand k to typeof(datetime)) on k
       | where t1 > t and t1 - t < 1h | count`,
      [[1]],
    ],
  ])("%s", async (_, query, rows) => {
    expect(await runner.run(query)).toMatchObject({ cells: rows });
  });
});
