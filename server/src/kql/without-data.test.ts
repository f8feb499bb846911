import { describe, expect, it } from "vitest";
import { compileKql } from "./compile.ts";
import type { KqlScope } from "./engine.ts";
import { compileWithoutData } from "./without-data.ts";

const SCOPE: KqlScope = {
  tables: [
    {
      name: "T",
      doc: "",
      blindSpot: "",
      sample: "",
      filled: [],
      columns: [
        { name: "TimeGenerated", type: "datetime" },
        { name: "Who", type: "string" },
        { name: "D", type: "dynamic" },
      ],
    },
  ],
  nowTicks: 637_500_000_000_000_000n,
  range: null,
  source: (table) => ({ relations: [[table]], inlineJson: null }),
};
const errors = (text: string, scope = SCOPE): string[] =>
  compileWithoutData(compileKql, text, scope, { rowsMax: 1 })
    .compilation.diagnostics.filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

describe("a query whose columns come from data, without data", () => {
  it.each([
    ["what a bag holds", "T | evaluate bag_unpack(D) | where Name == 'x' | project Name, Size"],
    ["a prefix before the names", "T | evaluate bag_unpack(D, 'D_') | summarize count() by D_Name"],
    ["the values of a column", "T | evaluate pivot(Who) | extend Sum = alice + bob"],
    ["two operators in a row", "T | extend E = D | evaluate bag_unpack(D) | evaluate bag_unpack(E) | project First, Second"],
    ["a column that needs another type", "T | evaluate bag_unpack(D) | join kind=inner (T | project Name = Who) on Name"],
    ["a statement of its own", "let U = T | evaluate bag_unpack(D); U | where Name has 'x' | union (U | project Other)"],
  ])("is sound where it uses %s", (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it.each([
    ["before the operator", "T | where Nmae == 'x' | evaluate bag_unpack(D)", "Nmae"],
    ["behind a projection", "T | evaluate bag_unpack(D) | project Name | where Other == 'x'", "Other"],
    ["without the prefix", "T | evaluate bag_unpack(D, 'D_') | where Name == 'x'", "Name"],
  ])("is not sound where it uses a column %s that nothing can make", (_, text, name) => {
    expect(errors(text)).toEqual([expect.stringContaining(name)]);
  });

  it("is sound where it reads any list that a workspace may have, by columns of any name", () => {
    const scope: KqlScope = { ...SCOPE, functions: [], watchlists: "any" };
    const text =
      "let vip = _GetWatchlist('Vip') | where tobool(Active) | project Owner; let net = _GetWatchlist('Nets') | project Range; T | where Who in (vip) and SearchKeyOf == 1";
    expect(errors(text.replace(" and SearchKeyOf == 1", ""), scope)).toEqual([]);
    expect(errors("T | join kind=inner (_GetWatchlist('Vip') | where SearchKey has 'x') on $left.Who == $right.Mail", scope)).toEqual([]);
    expect(errors(text, scope)).toEqual([expect.stringContaining("SearchKeyOf")]);
    expect(errors("_GetWatchlist('Vip')", { ...scope, watchlists: [] })).toEqual([expect.stringContaining("There is no watchlist `Vip`")]);
  });

  it("has its other mistakes found behind the operator too", () => {
    expect(errors("T | evaluate bag_unpack(D) | where Name == 'x' | extend n = nosuchfunction(Name)")).not.toEqual([]);
  });
});
