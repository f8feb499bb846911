import { describe, expect, it } from "vitest";
import type { CompileKql, Facts } from "./engine.ts";
import { settle } from "./settle.ts";

const scope = { tables: [], nowTicks: 0n, range: null, source: () => ({ relations: [], inlineJson: null }) };
const query = { tables: [{ name: null, sql: "SELECT 1", parameters: [], columns: [], itemIdColumn: null, render: null }] as const };

/** A translation that has to know this many things first. */
function asking(count: number): CompileKql {
  return (_text, _scope, _limits, facts: Facts = new Map()) =>
    facts.size < count
      ? {
          query: null,
          probe: { key: `k${facts.size}`, sql: `SELECT '${facts.size}'`, parameters: [], opens: { operator: "o", start: 0, prefix: "" } },
          diagnostics: [],
        }
      : { query: { ...query, planText: "", tablesUsed: [] }, probe: null, diagnostics: [] };
}

describe("a translation that depends on data", () => {
  it("is told what it asks, once each, until it is whole", async () => {
    const asked: string[] = [];
    const answer = async ({ sql }: { readonly sql: string }): Promise<string[][]> => {
      asked.push(sql);
      return [["yes"]];
    };
    expect((await settle(asking(3), "T", scope, { rowsMax: 1 }, answer)).query).not.toBeNull();
    expect(asked).toEqual(["SELECT '0'", "SELECT '1'", "SELECT '2'"]);
  });

  it("ends in a refusal when it never stops asking", async () => {
    const { query: compiled, diagnostics } = await settle(asking(1_000), "T", scope, { rowsMax: 1 }, async () => []);
    expect([compiled, diagnostics[0]?.code]).toEqual([null, "kql/too-complex"]);
  });
});
