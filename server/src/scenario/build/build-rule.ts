import type { Severity } from "../../../contract/index.ts";
import type { RuleFile } from "../files/rule-file.ts";
import type { DetectionRule } from "../model.ts";
import { micros } from "./build-story.ts";

const OPERATORS = {
  gt: "gt",
  lt: "lt",
  eq: "eq",
  ne: "ne",
  GreaterThan: "gt",
  LessThan: "lt",
  Equal: "eq",
  NotEqual: "ne",
} as const;

/** Sentinel's words to ours. */
export function buildRule(file: string, rule: RuleFile): DetectionRule {
  return {
    id: rule.id.toLowerCase(),
    name: rule.name,
    description: rule.description.trim(),
    severity: rule.severity.toLowerCase() as Severity,
    query: rule.query.trim(),
    queryFrequency: micros(rule.queryFrequency),
    queryPeriod: micros(rule.queryPeriod),
    triggerOperator: OPERATORS[rule.triggerOperator],
    triggerThreshold: rule.triggerThreshold,
    tactics: rule.tactics ?? [],
    techniques: rule.relevantTechniques ?? [],
    entityMappings: (rule.entityMappings ?? []).map(({ entityType, fieldMappings }) => ({
      entityType,
      fields: fieldMappings.map(({ identifier, columnName }) => ({ identifier, column: columnName })),
    })),
    grouping: rule.eventGroupingSettings?.aggregationKind === "AlertPerResult" ? "perResult" : "single",
    file,
  };
}
