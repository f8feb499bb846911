// @vitest-environment node
import { beforeAll, describe, expect, test } from "vitest";
import { quoteNameIfNeeded } from "../kql/names.ts";
import { KqlLanguageService } from "./language-service.ts";
import { kusto } from "./vendor.ts";

const service = new KqlLanguageService();
beforeAll(() => {
  service.setSchema({
    functions: [
      {
        name: "_Im_Pages",
        parameters: "(starttime: datetime = datetime(null), url: string = '')",
        body: "{ W3CIISLog | where isnull(starttime) or TimeGenerated >= starttime | project TimeGenerated, PageAddress = cIP }",
        doc: "Pages that were asked for.",
      },
      {
        name: "FileProfile",
        parameters: '(T: (*), x: dynamic = "", y: long = 100)',
        body: "{ T | extend GlobalPrevalence = 1 }",
        doc: "What Microsoft knows of files.",
      },
    ],
    watchlists: [{ alias: "VIPUsers", columns: ["name", "upn"] }],
    files: [],
    tables: [
      {
        name: "W3CIISLog",
        doc: "Requests that the web server answered.",
        columns: [
          { name: "TimeGenerated", type: "datetime" },
          { name: "cIP", type: "string", doc: "Address of the client." },
          { name: "scBytes", type: "long" },
        ],
      },
      {
        name: "XAlert",
        doc: "Alerts.",
        columns: [{ name: "Entities", type: "string", fields: [["Type"], ["Host", "Name"], ["Host", "@Id"]] }],
      },
    ],
  });
});

/** The cursor is where the bar stands. */
function labels(textWithCursor: string): string[] {
  const offset = textWithCursor.indexOf("‸");
  return service.complete(textWithCursor.replace("‸", ""), offset)?.items.map((item) => item.label) ?? [];
}

describe("completion", () => {
  test("offers tables at the start, operators after a pipe with where first, columns after where", () => {
    expect(labels("‸")[0]).toBe("W3CIISLog");
    expect(labels("W3CIISLog\n| ‸")[0]).toBe("where");
    expect(labels("W3CIISLog\n| where ‸").slice(0, 3)).toEqual(["cIP", "scBytes", "TimeGenerated"]);
  });

  test("knows the query under the cursor only", () => {
    expect(labels("W3CIISLog | extend mine = 1\n\nW3CIISLog | where ‸")).not.toContain("mine");
    expect(labels("W3CIISLog | extend mine = 1 | where ‸\n\nW3CIISLog")).toContain("mine");
    expect(labels("W3CIISLog | count\n\n‸")[0]).toBe("W3CIISLog");
  });

  test("says what it replaces, in offsets of the whole tab", () => {
    const text = "print 1\n\nW3CIISLog | whe";
    const list = service.complete(text, text.length);
    expect(text.slice(list?.start, list?.end)).toBe("whe");
  });

  test.each([
    ["XAlert | extend E = parse_json(Entities) | where E.‸", ["Type", "Host"]],
    ["XAlert | extend E = todynamic(Entities) | mv-expand E | extend h = E.Host | where h.‸", ["Name", "@Id"]],
    ["XAlert | where parse_json(Entities)[0].Host.Na‸ == 'a'", ["Name", "@Id"]],
    ["XAlert | mv-expand E = parse_json(Entities) | where E['Host'].‸", ["Name", "@Id"]],
    ["XAlert | mv-expand E = parse_json(Entities) | where E.['Host'].‸", ["Name", "@Id"]],
    ["XAlert | extend E = parse_json(Entities) | project-rename F = E | where F.‸", ["Type", "Host"]],
  ])("offers known fields: %s", (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  test("fields of a bag that the query makes are the parser's own; fields seen in answers are known by their column's name", () => {
    expect(labels("print d = dynamic({'aa': 1}) | where d.‸")).toContain("aa");
    expect(labels("W3CIISLog | extend seen = todynamic(cIP) | where seen.‸")).not.toContain("UserId");
    service.learnFields({ seen: [["UserId"]] });
    expect(labels("W3CIISLog | extend seen = todynamic(cIP) | where seen.‸")).toEqual(["UserId"]);
  });

  test("a field that is no plain name is inserted in brackets and quotes", () => {
    const text = "XAlert | where parse_json(Entities).Host.";
    expect(service.complete(text, text.length)?.items.map((item) => item.before)).toEqual(["Name", "['@Id']"]);
  });

  test("does not offer ways out of the lab", () => {
    expect(labels("‸")).not.toContain("cluster(name)");
    expect(labels("‸").some((label) => label.startsWith("externaldata"))).toBe(false);
  });
});

describe("checking", () => {
  test("marks an unknown column where it stands in the tab and leaves the other query alone", () => {
    const text = "W3CIISLog | count\n\nW3CIISLog\n| where cIPP == 'a'";
    const { diagnostics } = service.check(text);
    expect(diagnostics.map((one) => [text.slice(one.start, one.end), one.severity])).toEqual([["cIPP", "error"]]);
  });

  test("colours by meaning", () => {
    const text = '// note\nW3CIISLog | where cIP == "a" and scBytes > 5';
    const { spans } = service.check(text);
    const classOf = (word: string) => spans.find((span) => text.slice(span.start, span.end) === word)?.as;
    expect([classOf("// note"), classOf("W3CIISLog"), classOf("where"), classOf("cIP"), classOf('"a"'), classOf("5")]).toEqual([
      "comment",
      "table",
      "query-operator",
      "column",
      "string",
      "literal",
    ]);
  });
});

describe("signatures", () => {
  function helpAt(textWithCursor: string): string | null {
    const offset = textWithCursor.indexOf("‸");
    const help = service.signature(textWithCursor.replace("‸", ""), offset);
    const [first] = help?.signatures ?? [];
    return help === null || first === undefined ? null : `${help.name}:${first.parameters[first.current ?? -1]?.name ?? "none"}`;
  }

  test.each([
    ["W3CIISLog | extend x = substring(‸", "substring:string"],
    ["W3CIISLog | extend x = substring(cIP, ‸", "substring:start"],
    ["W3CIISLog | extend x = substring(cIP, ‸1) | count", "substring:start"],
    ["print 1\n\nW3CIISLog | extend x = strcat(cIP, cIP, substring(cIP, 1, 2), ‸", "strcat:arg"],
    ["W3CIISLog | summarize arg_max(TimeGenerated, ‸", "arg_max:returned"],
    ["let f = (a: string, b: long) { print a };\nf('x', ‸", "f:b"],
    ["W3CIISLog | extend x = case(cIP == '(', 1, cIP == 'b', ‸", "case:then"],
    ["W3CIISLog | extend x = substring(cIP, 0, 1, ‸", "substring:none"],
  ])("%s is in %s", (text, expected) => {
    expect(helpAt(text)).toBe(expected);
  });

  test("outside of calls there is none", () => {
    for (const text of ["W3CIISLog | where (cIP == ‸", "W3CIISLog | where cIP in (‸", "W3CIISLog | extend x = strlen(cIP)‸", "nonsense(‸"])
      expect([text, helpAt(text)]).toEqual([text, null]);
  });

  test("a parameter that takes only certain words lists them, and one of a type names it", () => {
    const parts = service.signature("print datetime_diff(", 20)?.signatures[0]?.parameters[0];
    expect(parts?.type).toContain("day");
    expect(service.signature("print strlen(", 13)?.signatures[0]?.parameters[0]?.type).toBe("string or dynamic");
  });
});

test("hover shows a column's type and documentation", () => {
  const text = "print 1\n\nW3CIISLog | where cIP == 'a'";
  const hover = service.hover(text, text.indexOf("cIP") + 1);
  expect(text.slice(hover?.start, hover?.end)).toBe("cIP");
  expect(hover?.text).toContain("Address of the client.");
});

test("hover leaves it to the diagnostics to say what is wrong", () => {
  const text = "W3CIISLog | where cIPP == 'a'";
  expect(service.hover(text, text.indexOf("cIPP") + 1)?.text ?? "").not.toContain("does not refer");
});

test("formatting lays out the query under the cursor and keeps the others", () => {
  const text = "print 1\n\nW3CIISLog|where cIP=='a'|count";
  const formatted = service.format(text, text.length);
  expect(text.slice(formatted?.start, formatted?.end)).toBe("W3CIISLog|where cIP=='a'|count");
  expect(formatted?.text).toContain("| where cIP == 'a'");
});

test("names are bracketed exactly where Microsoft's parser brackets them", () => {
  for (const name of [
    "Computer",
    "kind",
    "title",
    "where",
    "count",
    "Type",
    "user agent",
    "1st",
    "a-b",
    "_ItemId",
    "timespan",
    "to",
    "from",
    "as",
  ]) {
    expect([name, quoteNameIfNeeded(name)]).toEqual([name, kusto.KustoFacts.BracketNameIfNecessary(name)]);
  }
});

describe("what a workspace ships", () => {
  const errors = (text: string) => service.check(text).diagnostics.filter(({ severity }) => severity === "error");

  test("offers its functions as sources, and their columns behind them", () => {
    expect(labels("_Im‸").some((label) => label.startsWith("_Im_Pages("))).toBe(true);
    expect(labels("_Im_Pages | where ‸")).toContain("PageAddress");
    expect(errors("_Im_Pages(url = 'x') | where PageAddress == 'a' | take 1")).toEqual([]);
    expect(errors("_Im_Pages | where NoSuch == 'a'")).toHaveLength(1);
  });

  test("lets FileProfile take a column, and nothing else take one", () => {
    expect(errors("W3CIISLog | invoke FileProfile(cIP, 10) | where GlobalPrevalence < 5 and cIP != ''")).toEqual([]);
    expect(errors("W3CIISLog | where FileProfile(cIP) > 1").length).toBeGreaterThan(0);
    expect(errors("W3CIISLog | take cIP")).not.toEqual([]);
  });

  test("says what a function is for, and what it takes", () => {
    expect(service.hover("_Im_Pages() | take 1", 3)?.text).toContain("Pages that were asked for.");
    const help = service.signature("_Im_Pages(", 10);
    expect(help?.signatures[0]?.parameters.map(({ name, type, isOptional }) => [name, type, isOptional])).toEqual([
      ["starttime", "datetime", true],
      ["url", "string", true],
    ]);
  });

  test("knows watchlists by alias, with the columns of all of them", () => {
    expect(labels("_Get‸").some((label) => label.startsWith("_GetWatchlist("))).toBe(true);
    expect(labels("_GetWatchlist('VIPUsers') | project ‸")).toEqual(expect.arrayContaining(["SearchKey", "upn"]));
    expect(errors("_GetWatchlist('VIPUsers') | where upn != '' and Other == 1")).toEqual([]);
  });

  test("takes the tokens of portals for the instants that they stand for", () => {
    expect(errors("W3CIISLog | where TimeGenerated between (datetime({{StartTimeISO}}) .. datetime({TimeRange:end}))")).toEqual([]);
  });
});
