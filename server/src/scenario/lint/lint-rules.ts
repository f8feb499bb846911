import { MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { parseDuration } from "../duration.ts";
import { suggestName } from "../nearest-name.ts";
import type { LintContext } from "./lint-context.ts";

/** Operators that ask tables without a name of one. */
const ASKS_ANY_TABLE = /\b(?:search|find)\b|\bunion\b[^|;]*\*/;

/** Rules ask what exists, on a schedule that Sentinel would accept, and map columns that the query can give. */
export function lintRules(context: LintContext): void {
  for (const rule of context.files.rules) {
    lintTables(context, rule);
    lintSchedule(context, rule);
    lintMappings(context, rule);
  }
}

type RuleFile = LintContext["files"]["rules"][number];

/** Whether what the query asks is only known when the engine has looked at it: a function, or tables that it does not name. */
function asksUnseen({ functions }: LintContext, query: string): boolean {
  const words = wordsOf(query);
  return ASKS_ANY_TABLE.test(query) || functions.some(({ name }) => words.includes(name));
}

function lintTables(context: LintContext, { source, data: { query } }: RuleFile): void {
  const { tables, findings } = context;
  if (tables === null || asksUnseen(context, query)) return;
  const words = wordsOf(query);
  if (words.some((word) => tables.includes(word))) return;
  const meant = words
    .map((word) => [word, tables.find((table) => table.toLowerCase() === word.toLowerCase())] as const)
    .find(([, table]) => table !== undefined);
  const fix = meant === undefined ? suggestName(words[0] ?? "", tables) : `Did you mean \`${meant[1] ?? ""}\`?`;
  const place = source.placeOf(["query"]);
  findings.error(source.file, place, "rule-no-known-table", "The query asks no table that this lab has.", fix);
}

/** Says what the text alone shows. Whether a column that could be there comes out, the query engine says. */
function lintMappings(context: LintContext, { source, data: { query, entityMappings } }: RuleFile): void {
  if (asksUnseen(context, query)) return;
  const words = wordsOf(query);
  const known = new Set([...words, ...words.flatMap(context.columnsOf)]);
  for (const [i, mapping] of (entityMappings ?? []).entries()) {
    for (const [j, { columnName }] of mapping.fieldMappings.entries()) {
      if (known.has(columnName)) continue;
      const place = source.placeOf(["entityMappings", i, "fieldMappings", j, "columnName"]);
      const message = `The query gives no column \`${columnName}\`.`;
      context.findings.error(source.file, place, "rule-unknown-column", message, suggestName(columnName, words));
    }
  }
}

function lintSchedule({ findings }: LintContext, { source, data }: RuleFile): void {
  const frequency = parseDuration(data.queryFrequency) ?? 0;
  const period = parseDuration(data.queryPeriod) ?? 0;
  if (frequency < 5 * MICROS_PER_MINUTE || frequency > 14 * MICROS_PER_DAY) {
    const message = "Sentinel runs a scheduled rule every 5 minutes at most and every 14 days at least.";
    findings.error(source.file, source.placeOf(["queryFrequency"]), "rule-bad-schedule", message, "Write `5m` to `14d`.");
  }
  if (period < frequency) {
    const message = "The rule looks back over less than the time between its runs, so rows in the gap are never seen.";
    findings.error(
      source.file,
      source.placeOf(["queryPeriod"]),
      "rule-bad-schedule",
      message,
      "Make `queryPeriod` at least `queryFrequency`.",
    );
  }
}

function wordsOf(query: string): string[] {
  return [...new Set(query.replaceAll(/\/\/.*$/gm, "").match(/[A-Za-z_]\w*/g) ?? [])];
}
