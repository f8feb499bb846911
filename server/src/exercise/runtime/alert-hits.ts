import type { AlertEntity, ResultTable } from "../../../contract/index.ts";
import { parseSimTime, type SimTime } from "../../base/sim-time.ts";
import type { DetectionRule } from "../../scenario/model.ts";
import type { AlertHit } from "../../state/alert.ts";
import { isTriggered, type RuleRun } from "./rule-schedule.ts";

/** Rows kept with an alert for people to read; the count is always the true one. */
const ROWS_KEPT = 50;
/** Sentinel's own ceiling for one alert per result is 150 a run. */
const ALERTS_PER_RUN = 150;

const ENTITY_KINDS: Readonly<Record<string, AlertEntity["kind"]>> = {
  Account: "account",
  Host: "host",
  IP: "ip",
  File: "file",
  Process: "process",
  URL: "url",
  Mailbox: "mailbox",
  MailMessage: "mailbox",
};

/** What logs write where there is nobody and nothing: no entity to ask after. */
const PLACEHOLDERS: ReadonlySet<unknown> = new Set(["", "-", "N/A"]);

/** What one run of a rule raises: nothing, one alert for all rows, or one per row, as the rule's grouping says. */
export function hitsOf(run: RuleRun, result: ResultTable): readonly AlertHit[] {
  if (!isTriggered(run.rule, result.rows.length)) return [];
  if (run.rule.grouping === "single") return [hitOf(run, result, allIndexes(result), "all")];
  return allIndexes(result)
    .slice(0, ALERTS_PER_RUN)
    .map((index) => hitOf(run, result, [index], String(index)));
}

function allIndexes(result: ResultTable): readonly number[] {
  return result.rows.map((_, index) => index);
}

function hitOf(run: RuleRun, result: ResultTable, indexes: readonly number[], suffix: string): AlertHit {
  const { rule } = run;
  const rows = indexes.map((index) => result.rows[index] ?? []);
  const times = rows.flatMap((row) => rowTimes(result, row));
  return {
    occurrence: `${rule.id}/${run.at}/${suffix}`,
    ruleId: rule.id,
    title: rule.name,
    severity: rule.severity,
    tactics: rule.tactics,
    techniques: rule.techniques,
    raisedAt: run.at,
    firstRowAt: times.length === 0 ? run.from : (Math.min(...times) as SimTime),
    lastRowAt: times.length === 0 ? run.at : (Math.max(...times) as SimTime),
    hitCount: rows.length,
    entities: entitiesOf(rule, result, rows),
    columns: result.columns,
    rows: rows.slice(0, ROWS_KEPT),
    itemIds: indexes.flatMap((index) => result.itemIds[index] ?? []),
  };
}

const TIME_COLUMNS = new Set(["TimeGenerated", "Timestamp", "StartTime", "EndTime"]);

function rowTimes(result: ResultTable, row: readonly unknown[]): SimTime[] {
  return result.columns.flatMap((column, index) => {
    const cell = row[index];
    return TIME_COLUMNS.has(column.name) && column.type === "datetime" && typeof cell === "string" ? [parseSimTime(cell)] : [];
  });
}

/** Values of the mapped columns, each once, in order of appearance. */
function entitiesOf(rule: DetectionRule, result: ResultTable, rows: readonly (readonly unknown[])[]): readonly AlertEntity[] {
  const position = new Map(result.columns.map((column, index) => [column.name, index]));
  const found = new Map<string, AlertEntity>();
  for (const mapping of rule.entityMappings) {
    const kind = ENTITY_KINDS[mapping.entityType];
    if (kind === undefined) continue;
    for (const field of mapping.fields) {
      for (const row of rows) {
        const value = row[position.get(field.column) ?? -1];
        if (typeof value === "string" && !PLACEHOLDERS.has(value)) found.set(`${kind} ${value}`, { kind, value });
      }
    }
  }
  return [...found.values()].slice(0, 40);
}
