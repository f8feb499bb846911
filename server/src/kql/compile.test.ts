import { beforeAll, describe, expect, it } from "vitest";
import { KqlRunner, NOW_TICKS, type Ran } from "../../test/kql/kql-runner.ts";

const SECOND = 10_000_000n;
let runner: KqlRunner;

beforeAll(async () => {
  runner = await KqlRunner.create();
  await runner.addTable(
    "W3CIISLog",
    [
      { name: "TimeGenerated", type: "datetime" },
      { name: "csUriStem", type: "string" },
      { name: "scStatus", type: "long" },
      { name: "Extra", type: "dynamic" },
    ],
    [
      { TimeGenerated: NOW_TICKS - 60n * SECOND, csUriStem: "/owa/auth/logon.aspx", scStatus: 200n, Extra: '{"a":{"b":[1,"two"]}}' },
      { TimeGenerated: NOW_TICKS - 30n * SECOND, csUriStem: "/ecp/y.js", scStatus: 241n, _VisibleAt: NOW_TICKS },
      { TimeGenerated: NOW_TICKS - 20n * SECOND, csUriStem: "/aspnet_client/x.aspx", scStatus: 200n, _VisibleAt: NOW_TICKS + 1n },
    ],
  );
});

const run = (text: string): Promise<Ran> => runner.answer(text);

describe("a query over a table", () => {
  it("filters, projects and reads into dynamic values", async () => {
    const { columns, cells } = await run('W3CIISLog | where csUriStem has "logon" | project csUriStem, second = tostring(Extra.a.b[1])');
    expect(columns).toEqual(["csUriStem", "second"]);
    expect(cells).toEqual([["/owa/auth/logon.aspx", "two"]]);
  });

  it("never shows a row before it is visible", async () => {
    const { cells } = await run("W3CIISLog | count");
    expect(cells).toEqual([[2]]);
  });

  it("keeps the identity of a row through projections, and drops it in aggregates", async () => {
    expect((await run("W3CIISLog | where scStatus == 241 | project x = strlen(csUriStem)")).itemIds).toEqual(["W3CIISLog-1"]);
    expect((await run("W3CIISLog | summarize count() by scStatus")).itemIds).toEqual([]);
  });

  it("says what is unknown and what was probably meant", async () => {
    const result = await runner.run("W3CIISLog | where csUriSteam == 'x'");
    expect(result).toMatchObject({
      refused: [
        {
          code: "kql/unknown-column",
          message: "There is no column or variable named `csUriSteam` here. Did you mean `csUriStem`?",
          start: 18,
          end: 28,
          fix: { text: "csUriStem" },
        },
      ],
    });
  });
});

describe("the default time range", () => {
  const scope = () => ({ ...runner.scope(), range: { fromTicks: NOW_TICKS - 40n * SECOND, toTicks: NOW_TICKS } });

  it("applies to a table that the query does not bound itself", async () => {
    expect(await runner.run("W3CIISLog | count", scope())).toMatchObject({ cells: [[1]] });
  });

  it("gives way to any filter on the time column", async () => {
    expect(await runner.run("W3CIISLog | where TimeGenerated > ago(1h) | count", scope())).toMatchObject({ cells: [[2]] });
  });
});

describe("rows that come with the query", () => {
  it("are typed by the table's schema and padded where a column is missing", async () => {
    const table = {
      name: "SecurityAlert",
      doc: "",
      blindSpot: "",
      sample: "",
      columns: [
        { name: "TimeGenerated", type: "datetime" as const },
        { name: "AlertName", type: "string" as const },
        { name: "Entities", type: "dynamic" as const },
        { name: "Tactics", type: "string" as const },
      ],
      filled: ["TimeGenerated", "AlertName", "Entities"],
    };
    const inlineJson = JSON.stringify([
      { TimeGenerated: "2021-03-03T11:59:00.1234567Z", AlertName: "it's", Entities: '[{"Type":"host"}]', _ItemId: "a-1" },
    ]);
    const result = await runner.run("SecurityAlert | extend t = tostring(Entities[0].Type)", {
      tables: [table],
      nowTicks: NOW_TICKS,
      range: null,
      source: () => ({ relations: [], inlineJson }),
    });
    expect(result).toMatchObject({ cells: [["2021-03-03T11:59:00.1234567Z", "it's", [{ Type: "host" }], "", "host"]], itemIds: ["a-1"] });
  });
});

describe("what reaches outside of the exercise", () => {
  it.each([
    "externaldata(a:string)['https://example.test/x.csv']",
    "cluster('c').database('d').T",
    "database('d').T",
    ".show tables",
    "external_table('t')",
    "W3CIISLog | evaluate python(typeof(*), 'x')",
  ])("refuses %s by name", async (text) => {
    const result = await runner.run(text);
    expect(result).toHaveProperty("refused");
    expect(JSON.stringify(result)).not.toMatch(/duckdb|CTE|\bc\d+\b/i);
  });
});

describe("pathological text", () => {
  it.each([
    ["deep brackets", `print ${"(".repeat(5000)}1${")".repeat(5000)}`],
    ["long pipelines", `W3CIISLog ${"| where scStatus > 1 ".repeat(3000)}`],
    ["endless sums", `print ${"1+".repeat(20_000)}1`],
    ["recursive lets", "let f = (x: long) { f(x) }; print f(1)"],
    [
      "exponential functions",
      `${Array.from({ length: 40 }, (_, i) => `let f${i} = (x: long) { ${i === 0 ? "x + 1" : `f${i - 1}(x) + f${i - 1}(x)`} };`).join("\n")} print f39(1)`,
    ],
    ["nothing", "   "],
    ["only a comment", "// nothing"],
  ])("%s end in a diagnostic or an answer, never in a crash", async (_, text) => {
    const result = await runner.run(text).catch((error: unknown) => ({ thrown: String(error) }));
    expect(result).not.toHaveProperty("thrown");
    const codes = "refused" in result ? result.refused.map((found) => found.code) : [];
    expect(codes).not.toContain("kql/internal");
  });
});

describe("gettype of what a dynamic value holds", () => {
  it.each([
    "print gettype(dynamic({'at': datetime(2024-05-06)}).at)",
    "W3CIISLog | extend d = bag_pack('at', TimeGenerated) | summarize count() by gettype(d.at)",
    "W3CIISLog | summarize times = make_list(TimeGenerated) | extend held = gettype(times[0])",
    "datatable(d: dynamic)[dynamic([1h])] | where gettype(d[0]) == 'timespan'",
  ])("is refused where the query lost a type on the way: %s", async (text) => {
    const result = await runner.run(text);
    expect("refused" in result ? result.refused.map(({ code, message }) => `${code} ${message}`) : []).toEqual([
      expect.stringMatching(/^kql\/unsupported `gettype` of a dynamic value, in a query that puts a moment/),
    ]);
  });

  it("answers where nothing was lost", async () => {
    const { cells } = await run(
      "W3CIISLog | where scStatus == 200 | project gettype(Extra.a), gettype(TimeGenerated), gettype(Extra.a.b[0])",
    );
    expect(cells).toEqual([["dictionary", "datetime", "long"]]);
    expect((await run("W3CIISLog | summarize t = make_list(TimeGenerated) | project array_length(t)")).cells).toEqual([[2]]);
  });
});
