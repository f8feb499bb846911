import { z } from "zod";
import type { AlertDetail, AlertSummary } from "../../contract/index.ts";
import type { DetectionRule } from "../scenario/model.ts";
import type { Alert } from "../state/alert.ts";
import { formatDuration } from "./duration.ts";
import { investigateQuery } from "./investigate-query.ts";
import { presentSimTime } from "./instant.ts";

const Rows = z.array(z.array(z.json()));

export function presentAlert(alert: Alert): AlertSummary {
  const { verdict, claimedBy } = alert;
  return {
    id: alert.id,
    number: alert.number,
    title: alert.title,
    ruleId: alert.ruleId,
    severity: alert.severity,
    tactics: [...alert.tactics],
    techniques: [...alert.techniques],
    raisedAt: presentSimTime(alert.raisedAt),
    firstRowAt: presentSimTime(alert.firstRowAt),
    lastRowAt: presentSimTime(alert.lastRowAt),
    hitCount: alert.hitCount,
    entities: alert.entities.map(({ kind, value }) => ({ kind, value })),
    status: alert.status,
    claimedBy: claimedBy === null ? null : { userId: claimedBy.userId, displayName: claimedBy.displayName },
    verdict:
      verdict === null
        ? null
        : {
            kind: verdict.kind,
            confidence: verdict.confidence,
            reason: verdict.reason,
            duplicateOf: verdict.duplicateOf,
            byName: verdict.byName,
            at: presentSimTime(verdict.at),
          },
    evidenceIds: [...alert.evidenceIds],
  };
}

/** @param tableNames of the world, to find the rule's rows again. */
export function presentAlertDetail(alert: Alert, rule: DetectionRule | null, tableNames: readonly string[]): AlertDetail {
  const ruleQuery = rule?.query ?? "";
  return {
    ...presentAlert(alert),
    description: rule?.description ?? "",
    ruleQuery,
    investigateQuery: investigateQuery(alert, ruleQuery, tableNames),
    frequency: rule === null ? "" : formatDuration(rule.queryFrequency),
    period: rule === null ? "" : formatDuration(rule.queryPeriod),
    columns: alert.columns.map(({ name, type }) => ({ name, type })),
    rows: Rows.parse(alert.rows),
  };
}
