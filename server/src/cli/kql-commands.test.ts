import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { runCli } from "./run-cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-kql-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => runBeside(SCENARIOS_ROOT, ...args);

async function runBeside(scenariosRoot: string, ...args: readonly string[]) {
  const [out, errors]: [string[], string[]] = [[], []];
  const code = await runCli(args, {
    scenariosRoot,
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
  });
  return { code, out: out.join("\n"), errors: errors.join("\n") };
}

/** A folder of scenarios that share one function. */
async function folderWithFunction(name: string, text: string): Promise<string> {
  const root = await mkdtemp(join(folder, "scenarios-"));
  await mkdir(join(root, "functions"));
  await writeFile(join(root, "functions", `${name}.kql`), text);
  return root;
}

async function file(name: string, ...lines: readonly (string | object)[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return path;
}

describe("kql run", () => {
  it("fills portal tokens from a range, and says how one is written", async () => {
    const query = "print from = datetime({{StartTimeISO}}), hours = (datetime({{EndTimeISO}}) - datetime({{StartTimeISO}})) / 1h";
    const filled = await run("kql", "run", query, "--range", "2021-03-02..2021-03-03T06:00:00Z", "--format", "csv");
    expect(filled.out).toBe("from,hours\n2021-03-02T00:00:00.0000000Z,30");
    expect((await run("kql", "run", query)).code).toBe(1);
    const wrong = await run("kql", "run", query, "--range", "yesterday");
    expect(wrong.errors).toContain("--range takes two instants");
  });

  it("answers as a table, as JSON and as CSV, from the command line or from a file", async () => {
    const query = 'print Name = "a,b", Number = 2, Nested = dynamic({"k": [1]})';
    expect((await run("kql", "run", query)).out.split("\n")).toEqual([
      "Name  Number  Nested",
      "----  ------  ---------",
      'a,b   2       {"k":[1]}',
    ]);
    const path = await file("query.kql", query);
    expect((await run("kql", "run", path, "--format", "csv")).out.split("\n")).toEqual(["Name,Number,Nested", '"a,b",2,"{""k"":[1]}"']);
    expect(JSON.parse((await run("kql", "run", path, "--format", "json")).out)).toEqual({
      columns: [
        { name: "Name", type: "string" },
        { name: "Number", type: "long" },
        { name: "Nested", type: "dynamic" },
      ],
      rows: [{ Name: "a,b", Number: 2, Nested: { k: [1] } }],
      isTruncated: false,
    });
  });

  it("knows the functions that scenarios share", async () => {
    const root = await folderWithFunction("Twice", "// Twice as much.\nTwice(n: long) { n * 2 }\n");
    expect((await runBeside(root, "kql", "run", "print x = Twice(21)", "--format", "csv")).out).toBe("x\n42");
    expect((await runBeside(root, "kql", "explain", "print x = Twice(21)")).out).toContain("SELECT");
    expect((await run("kql", "run", "print x = Twice(21)")).errors).toContain("Twice");
  });

  it("says what is wrong with a query by line and column, on stderr", async () => {
    expect(await run("kql", "run", "print a = 1\n| extend b = strlenn('x')")).toMatchObject({
      code: 1,
      out: "",
      errors: expect.stringMatching(/^2:14 kql\/unknown-function .*`?strlenn/) as string,
    });
  });

  it("says what it needs to know", async () => {
    expect((await run("kql", "run")).errors).toContain("Give one query");
    expect((await run("kql", "run", "missing.kql")).errors).toBe("missing.kql: there is no such file.");
    expect((await run("kql", "run", "print 1", "--as-of", "2021-03-03T00:00:00Z")).errors).toContain("go with --scenario");
    expect((await run("kql", "run", "print 1", "--format", "xml")).errors).toBe("--format takes table, json, csv.");
    expect((await run("kql", "run", "print 1", "--scenario", "x", "--as-of", "noon")).errors).toContain("2021-03-03T08:30:00Z");
    expect((await run("kql", "run", "print 1", "--scenario", "page-that-shuld-not-be-there")).errors).toContain("Did you mean");
  });
});

describe("kql explain", () => {
  it("shows the plan and the SQL, and runs nothing", async () => {
    const { code, out } = await run("kql", "explain", "range x from 1 to 3 step 1 | where x > 1");
    expect(code).toBe(0);
    expect(out).toMatch(/filter/i);
    expect(out).toContain("SELECT");
  });
});

describe("kql conformance", () => {
  const shape = { columns: ["a"], types: ["long"], ordered: false };
  const cases = [
    { id: "right", source: "one", query: "print a = 1 + 1", ...shape, rows: [["2"]] },
    { id: "wrong", source: "one", query: "print a = 1 + 1", ...shape, rows: [["3"]] },
    { id: "outside", source: "two", query: "cluster('x').database('y').T", ...shape, rows: [["1"]] },
    { id: "mistake", source: "two", query: "print a = nosuch(1)", expect: "error", columns: null, rows: null },
    {
      id: "table",
      source: "two",
      query: "T | where Flag and At > datetime(2021-03-01) | project a = N + 1",
      ...shape,
      rows: [["42"]],
      setup: {
        tables: {
          T: {
            schema: "(['N']: long, Flag: bool, At: datetime)",
            rows: [
              ["41", "true", "2021-03-02T00:00:00.0000000Z"],
              ["1", "false", null],
            ],
          },
        },
      },
    },
  ];

  it("counts by source and names the cases of one outcome", async () => {
    const path = await file("cases.jsonl", ...cases);
    const { code, out } = await run("kql", "conformance", path, "--list", "differs");
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      "wrong",
      '    row 1 is missing: ["3"]; there is ["2"]',
      "one                1 of 2 agree, 1 differ, 0 refused, 0 errors",
      "two                2 of 3 agree, 0 differ, 1 refused, 0 errors",
      "in all             3 of 5 agree, 1 differ, 1 refused, 0 errors",
    ]);
    expect((await run("kql", "conformance", path, "--list", "refused")).out).toMatch(/^outside\n {4}kql\/refused /);
  });

  it("prints one JSON object and nothing else when asked for JSON", async () => {
    const { out, errors } = await run("kql", "conformance", await file("json.jsonl", ...cases), "--json");
    expect(JSON.parse(out)).toEqual({
      total: 5,
      agrees: 3,
      differs: 1,
      refused: 1,
      errors: 0,
      bySource: {
        one: { total: 2, agrees: 1, differs: 1, refused: 0, errors: 0 },
        two: { total: 3, agrees: 2, differs: 0, refused: 1, errors: 0 },
      },
    });
    expect(errors).toBe("");
  });

  it("says which line of a file it cannot read", async () => {
    const broken = await file("broken.jsonl", { id: "a", source: "s", query: "print 1", expect: "error" }, "{");
    expect(await run("kql", "conformance", broken)).toMatchObject({ code: 2, errors: `${broken}:2: this line is not JSON.` });
    const bare = await file("bare.jsonl", { id: "a", source: "s", query: "print 1" });
    expect((await run("kql", "conformance", bare)).errors).toContain('needs "rows"');
    expect((await run("kql", "conformance", join(folder, "none.jsonl"))).errors).toContain("there is no such file");
    expect((await run("kql", "conformance", broken, "--list", "all")).errors).toContain("agrees, differs, refused, errors");
  });
});

describe("kql bind", () => {
  it("tells apart what is bound, refused, and an error to Microsoft's own binder", async () => {
    const schemas = await file("schemas.json", {
      Signins: [
        { name: "TimeGenerated", type: "datetime" },
        { name: "Account", type: "string" },
      ],
      Mails: [
        { name: "TimeGenerated", type: "datetime" },
        { name: "Size", type: "int" },
      ],
    });
    const queries = await file(
      "queries.jsonl",
      { id: "bound", query: "Signins | where Account has 'x' | summarize count() by bin(TimeGenerated, 1h)" },
      { id: "all", query: "union * | where TimeGenerated > ago(1d) | take 5" },
      { id: "search", query: "search 'x'" },
      { id: "rejected", query: "Signins | where NoSuchColumn == 1" },
      { id: "refused", query: "Signins | evaluate python(typeof(*), 'x')" },
    );
    const { code, out } = await run("kql", "bind", queries, "--schemas", schemas, "--json");
    expect(JSON.parse(out)).toEqual({
      total: 5,
      rejectedByParser: 1,
      bound: 3,
      refused: 1,
      failed: 0,
      reasons: { [Object.keys((JSON.parse(out) as { reasons: object }).reasons).find((reason) => /python/.test(reason)) ?? ""]: 1 },
    });
    expect(code).toBe(0);
    const text = (await run("kql", "bind", queries, "--schemas", schemas, "--list", "rejected")).out;
    expect(text).toContain("rejected\n    KS142");
    expect(text).toContain("3 of the other 4 bound (75.0 %), 1 refused, 0 failed");
  }, 240_000);

  it("knows the functions that scenarios share, and fills portal tokens", async () => {
    const root = await folderWithFunction("Large", "// Mails above a size.\nLarge(least: int = 10) { Mails | where Size > least }\n");
    const schemas = await file("mails.json", { Mails: [{ name: "Size", type: "int" }] });
    const queries = await file(
      "calls.jsonl",
      { query: "Large(5) | count" },
      { query: "print datetime({{StartTimeISO}})" },
      { query: "Larger() | count" },
    );
    const { out } = await runBeside(root, "kql", "bind", queries, "--schemas", schemas, "--json");
    expect(JSON.parse(out)).toEqual({ total: 3, rejectedByParser: 1, bound: 2, refused: 0, failed: 0, reasons: {} });
  }, 120_000);

  it("says what is wrong with its files", async () => {
    const queries = await file("q.jsonl", { query: "print 1" });
    expect((await run("kql", "bind", queries)).errors).toContain("--schemas");
    const schemas = await file("odd.json", { T: [{ name: "a", type: "money" }] });
    expect((await run("kql", "bind", queries, "--schemas", schemas)).errors).toContain('T.a has the type "money"');
  });
});
