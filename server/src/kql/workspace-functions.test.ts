import { beforeAll, describe, expect, it } from "vitest";
import type { KqlDiagnostic, KqlFunction } from "../../contract/index.ts";
import { KqlRunner, NOW_TICKS } from "../../test/kql/kql-runner.ts";
import type { KqlScope } from "./engine.ts";

const MINUTE = 600_000_000n;

function fn(name: string, parameters: string, body: string): KqlFunction {
  return { name, parameters, body, doc: "" };
}

const functions: readonly KqlFunction[] = [
  fn(
    "imPages",
    "(starttime: datetime = datetime(null), stem: string = '')",
    "{ W3CIISLog | where isnull(starttime) or TimeGenerated >= starttime | where isempty(stem) or csUriStem has stem | project TimeGenerated, Url = csUriStem }",
  ),
  fn("imLater", "()", "{ let since = now() - 2m; imPages(starttime = since) }"),
  fn("Twice", "(n: long)", "{ n * 2 }"),
  fn("Marked", "(T: (csUriStem: string), mark: string)", "{ T | extend Mark = strcat(mark, csUriStem) }"),
  fn("Broken", "()", "{ W3CIISLog | where NoSuchColumn == 1 }"),
  fn("Ping", "()", "{ Pong() }"),
  fn("Pong", "()", "{ Ping() }"),
];

let runner: KqlRunner;
beforeAll(async () => {
  runner = await KqlRunner.create();
  await runner.addTable(
    "W3CIISLog",
    [
      { name: "TimeGenerated", type: "datetime" },
      { name: "csUriStem", type: "string" },
    ],
    [
      { TimeGenerated: NOW_TICKS - 60n * MINUTE, csUriStem: "/old", _VisibleAt: NOW_TICKS - 50n * MINUTE },
      { TimeGenerated: NOW_TICKS - MINUTE, csUriStem: "/new", _VisibleAt: NOW_TICKS },
    ],
  );
});

const scope = (more: Partial<KqlScope> = {}): KqlScope => ({ ...runner.scope(), functions, ...more });

async function ask(text: string, more: Partial<KqlScope> = {}) {
  const ran = await runner.run(text, scope(more));
  return "refused" in ran ? ran.refused.map(({ code, message }) => `${code} ${message}`) : ran.cells;
}

async function problems(text: string, more: Partial<KqlScope> = {}): Promise<readonly KqlDiagnostic[]> {
  const ran = await runner.run(text, scope(more));
  return "refused" in ran ? ran.refused : [];
}

describe("functions of a workspace", () => {
  it("are called with named arguments, with none, and by their bare name", async () => {
    expect(await ask("imPages(stem = 'new') | project Url")).toEqual([["/new"]]);
    expect(await ask("imPages() | count")).toEqual([[2]]);
    expect(await ask("imPages | count")).toEqual([[2]]);
    expect(await ask("print x = Twice(21)")).toEqual([[42]]);
    expect(await ask("W3CIISLog | invoke Marked('m:') | project Mark | sort by Mark asc")).toEqual([["m:/new"], ["m:/old"]]);
  });

  it("call each other, and keep row identity for evidence", async () => {
    expect(await ask("imLater | project Url")).toEqual([["/new"]]);
    const ran = await runner.run("imLater", scope());
    expect("refused" in ran ? null : ran.itemIds).toEqual(["W3CIISLog-1"]);
  });

  it("do not see what the query defines, and are hidden by it", async () => {
    expect(await ask("let W3CIISLog = datatable(x: long)[1]; imPages | count")).toEqual([[2]]);
    expect(await ask("let Twice = (n: long) { n * 3 }; print x = Twice(2)")).toEqual([[6]]);
  });

  it("leave the picked time range alone where no time is asked of them, and override it where one is", async () => {
    const range = { fromTicks: NOW_TICKS - 10n * MINUTE, toTicks: NOW_TICKS };
    expect(await ask("imPages | project Url", { range })).toEqual([["/new"]]);
    expect(await ask("imPages(starttime = ago(2h)) | count", { range })).toEqual([[2]]);
  });

  it("say what is wrong in them at the place of the call, and what is wrong in an argument at its own", async () => {
    expect(await problems("Broken | take 1")).toMatchObject([
      {
        code: "kql/unknown-column",
        start: 0,
        end: 6,
        message: "In the function `Broken`: There is no column or variable named `NoSuchColumn` here.",
      },
    ]);
    const [own] = await problems("W3CIISLog | where Nope == 1 | invoke Marked('x')");
    expect(own).toMatchObject({ code: "kql/unknown-column", start: 18, end: 22 });
  });

  it("refuse to call themselves, by whatever detour", async () => {
    expect((await ask("Ping()"))[0]).toContain("refers to itself");
  });

  it("are named where somebody mistypes one", async () => {
    const [found] = await problems("imPagse() | take 1");
    expect(found?.fix?.text).toBe("imPages");
  });
});

describe("watchlists", () => {
  const watchlists = [{ alias: "VIPUsers", searchKey: "UPN", csv: 'Name,UPN\n"Ash, Jo",jo@corp.example\n', updatedTicks: NOW_TICKS }];

  it("give their columns, the search key, and the same identity each time", async () => {
    expect(await ask("_GetWatchlist('VIPUsers') | project SearchKey, Name, UPN", { watchlists })).toEqual([
      ["jo@corp.example", "Ash, Jo", "jo@corp.example"],
    ]);
    const id = await ask("_GetWatchlist('VIPUsers') | project _DTItemId", { watchlists });
    expect(id).toEqual(await ask("let list = 'VIPUsers'; _GetWatchlist(list) | project _DTItemId", { watchlists }));
  });

  it("are refused with the list of those there are", async () => {
    expect(await ask("_GetWatchlist('Vips')", { watchlists })).toEqual([
      "kql/no-such-watchlist There is no watchlist `Vips`. This exercise has: `VIPUsers`.",
    ]);
    expect(await ask("_GetWatchlist('Vips')")).toEqual([
      "kql/no-such-watchlist There is no watchlist `Vips`. This exercise ships no watchlists.",
    ]);
  });
});

describe("portal tokens", () => {
  const text =
    "W3CIISLog | where TimeGenerated between (todatetime('{{StartTimeISO}}') .. todatetime('{{EndTimeISO}}')) | project csUriStem";
  const range = { fromTicks: NOW_TICKS - 90n * MINUTE, toTicks: NOW_TICKS - 30n * MINUTE };

  it("are the ends of the picked range, quoted or not", async () => {
    expect(await ask(text, { range })).toEqual([["/old"]]);
    expect(await ask("W3CIISLog | where TimeGenerated > datetime({TimeRange:end}) | project csUriStem", { range })).toEqual([["/new"]]);
  });

  it("are refused where no range is picked", async () => {
    const found = await problems(text);
    expect(found.map(({ code, start }) => [code, start])).toEqual([
      ["kql/no-range", text.indexOf("{{Start")],
      ["kql/no-range", text.indexOf("{{End")],
    ]);
  });

  it("do not move the places of what is wrong behind them", async () => {
    const wrong = `${text} | where Nope == 1`;
    expect(await problems(wrong, { range })).toMatchObject([{ start: wrong.indexOf("Nope"), end: wrong.indexOf("Nope") + 4 }]);
  });
});

describe("ingestion_time()", () => {
  it("is when a row could first be queried, through projections, unions and shared tables", async () => {
    const delay = "project Url = csUriStem | extend Late = ingestion_time()";
    const late = (rows: unknown) =>
      (rows as unknown[][]).map(([url, at]) => [url, String(at)]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const [first] = late(
      await ask("W3CIISLog | where csUriStem == '/old' | extend d = ingestion_time() - TimeGenerated | project csUriStem, d"),
    );
    expect(first).toEqual(["/old", "00:10:00"]);
    const plain = late(await ask(`W3CIISLog | ${delay}`));
    expect(late(await ask(`union W3CIISLog, (W3CIISLog | take 0) | ${delay}`))).toEqual(plain);
    expect(late(await ask(`let T = materialize(W3CIISLog); T | ${delay}`))).toEqual(plain);
    expect(await ask("print x = ingestion_time()")).toEqual([[null]]);
  });
});
