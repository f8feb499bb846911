import { describe, expect, it } from "vitest";
import { coverage, type Covered } from "../../src/kql/supported/coverage.ts";
import { LIMITS } from "../../src/kql/supported/limits.ts";
import { REFUSALS } from "../../src/kql/diagnostics/refusals.ts";

const found = coverage();

function tableOf(title: string, rows: readonly Covered[]): string {
  const lines = rows.map(({ name, status, note }) => `| \`${name}\` | ${status} | ${note} |`);
  const exact = rows.filter(({ status }) => status === "exact").length;
  const limited = rows.filter(({ status }) => status === "with limits").length;
  const summary = `${rows.length} known to the parser: ${exact} exact, ${limited} with limits, ${rows.length - exact - limited} refused.`;
  return [`## ${title}`, "", summary, "", "| Name | Status | Note |", "|---|---|---|", ...lines].join("\n");
}

const INTRODUCTION = `# KQL in this lab

Generated from the code: after a change, \`npx vitest run --project server server/test/kql/coverage.test.ts -u\`. A test fails while
this page is out of date.

*Exact* means: it is translated and no difference from Kusto is known to us. *With limits* means: exact in the forms that are
translated; the note says which. Everything else is *refused* by name before anything runs; nothing is approximated in silence.
Where Kusto itself searches for patterns and does not publish how (\`autocluster\`, \`diffpatterns\`, \`reduce\`), an algorithm of our own
answers in the same form, and a warning with each answer says so.

Semantics, in short, as the tests state them independently of any corpus: a string is never null, and an empty one is not null; other
types have a null: \`==\` with one null is false and \`!=\` is true, \`<\`, \`>\` and arithmetic with a null are null, which a filter takes
for false, and null keys meet each other in a \`join\`; \`has\` finds whole terms of letters and digits, without case; \`==\` on text knows case, \`=~\` does not; \`join\` without a kind takes one left row per key
(\`innerunique\`); nulls come last in descending and first in ascending order; whole numbers divide to whole numbers; a datetime and a
timespan count ticks of 100 ns; a conversion that fails gives null; a column without a name is called after its function
(\`count_\`, \`max_x\`) or \`Column1\`.

## What an exercise adds

- **Functions.** \`scenarios/functions/*.kql\` and a scenario's own \`functions/\` are known in every query: console, detection rules,
  \`kql run\`, Kusto clients (\`.show functions\`). ASIM's parsers among them (\`_Im_WebSession\`, \`_Im_ProcessCreate\`, \`imFileEvent\` …)
  have the schema's column names and filter parameters; the first comment of each says what it leaves out.
- **Lists.** \`_GetWatchlist('alias')\`, \`externaldata\`, \`ThreatIntelligenceIndicator\` and \`ThreatIntelIndicators\` read what the scenario
  ships, and nothing else: no address is ever fetched, an unknown one is refused with the list of those there are.
- **Files.** \`invoke FileProfile(column, files)\` answers as Defender's reputation service would about the programs of the world: Windows'
  own and sold ones are old and common, what somebody has dropped is new and rare. Columns that are there already keep their names; the
  service's come out as \`SHA11\`, \`FileSize1\`. Of more than \`files\` different files (100 unless said, 1,000 at most) the others stay empty.
- **Time.** \`now()\` is the exercise clock and \`ingestion_time()\` when a row could first be queried. The picked range bounds a table whose
  time no filter reads. \`{{StartTimeISO}}\`, \`{{EndTimeISO}}\`, \`{TimeRange:start}\` and \`{TimeRange:end}\` are its ends, and are refused where
  none is picked.

## What is refused, and why

- What leaves the exercise: other clusters and databases, external tables, network requests, foreign code.
- What keeps state on a cluster: management commands, extents, cursors, stored results.
- Graph operators.
- Functions whose algorithm Microsoft does not publish, where another value would look like Kusto's.
- A value alone (\`atan(0.5)\`): a query starts with a table, and Microsoft's engine answers none either. \`print\` goes before it.
- Where a public address lies (\`geo_info_from_ip_address\`): there is no location database here.
- Forms of a translated construct that the note of its line leaves out.

## Where other engines answer otherwise

Engines that others wrote have recorded answers that contradict the reference or Microsoft's own engine. This one sides with Microsoft:

| Asked | They answer | Here, and why |
|---|---|---|
| \`log10\`, \`log2\` of less than zero | NaN | null: the reference says so, and Microsoft's engine answers null to \`log(-1.0)\` |
| \`-10 % 3\` | -1, the sign of the dividend | 2: Microsoft's engine answers 1 to \`-5 % 3\`, never a negative remainder |
| \`tostring\` of a datetime | \`8/30/2023 11:00:00 PM\` | ISO 8601 with seven digits, as Microsoft's engine writes it |
| \`url_encode_component\` | \`%3A\` | \`%3a\`: the reference's own example |
| the order of text that an outer join leaves missing | as null, where \`nulls last\` says | as the empty text that it is, before all other: a string has no null |`;

function page(): string {
  const expressions = REFUSALS.filter(({ kind }) => kind === "expression").map(({ name, why, instead }): Covered => ({
    name: name.replaceAll("`", ""),
    status: "refused",
    note: `${why}. ${instead}`,
  }));
  const parts = [
    tableOf("Tabular operators", found.operators),
    tableOf("Statements", found.statements),
    tableOf("Scalar functions", found.functions),
    tableOf("Aggregates", found.aggregates),
    tableOf("Plugins of evaluate", found.plugins),
    tableOf("Other expressions", expressions),
  ];
  return `${[INTRODUCTION, ...parts].join("\n\n")}\n`;
}

const ALL = Object.values(found).flat() as readonly Covered[];

describe("the page about KQL", () => {
  it("is what the code says", async () => {
    await expect(page()).toMatchFileSnapshot("../../../docs/kql.md");
  });

  it("has a reason in every line that is not exact", () => {
    expect(ALL.filter(({ status, note }) => status !== "exact" && note.length <= 5)).toEqual([]);
  });

  it("refuses nothing but on purpose, with a reason and what to use instead", () => {
    const refused = ALL.filter(({ status }) => status === "refused");
    expect(refused.filter(({ note }) => note.startsWith("not translated yet") || !/\. \S.*\.$/.test(note))).toEqual([]);
  });

  it("has a line for every limit and every refusal", () => {
    const names = new Set(ALL.map(({ name }) => name));
    const orphans = Object.keys(LIMITS).filter((name) => !names.has(name));
    expect(orphans).toEqual([]);
  });
});
