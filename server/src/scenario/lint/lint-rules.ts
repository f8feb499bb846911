import { MICROS_PER_DAY, MICROS_PER_MINUTE } from "../../base/sim-time.ts";
import { parseDuration } from "../duration.ts";
import { suggestName } from "../nearest-name.ts";
import type { LintContext } from "./lint-context.ts";

/** Rules ask a table that exists, on a schedule that Sentinel would accept, and map columns that the query names. */
export function lintRules(context: LintContext): void {
  for (const rule of context.files.rules) {
    const { source, data } = rule;
    lintTables(context, source.file, source.placeOf(["query"]), data.query);
    lintSchedule(context, rule);
    for (const [i, mapping] of (data.entityMappings ?? []).entries()) {
      for (const [j, { columnName }] of mapping.fieldMappings.entries()) {
        if (new RegExp(String.raw`\b${columnName.replaceAll(/[^\w]/g, "")}\b`).test(data.query)) continue;
        const place = source.placeOf(["entityMappings", i, "fieldMappings", j, "columnName"]);
        const message = `The query never names the column \`${columnName}\`.`;
        context.findings.error(source.file, place, "rule-unknown-column", message, suggestName(columnName, wordsOf(data.query)));
      }
    }
  }
}

function lintTables({ tables, findings }: LintContext, file: string, place: { line: number; column: number }, query: string): void {
  if (tables === null) return;
  const words = wordsOf(query);
  if (words.some((word) => tables.includes(word))) return;
  const meant = words
    .map((word) => [word, tables.find((table) => table.toLowerCase() === word.toLowerCase())] as const)
    .find(([, table]) => table !== undefined);
  const fix = meant === undefined ? suggestName(words[0] ?? "", tables) : `Did you mean \`${meant[1] ?? ""}\`?`;
  findings.error(file, place, "rule-no-known-table", "The query asks no table that this lab has.", fix);
}

function lintSchedule({ findings }: LintContext, { source, data }: LintContext["files"]["rules"][number]): void {
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
  return [...new Set(query.replaceAll(/\/\/.*$/gm, "").match(/[A-Za-z_]\w{2,}/g) ?? [])];
}
