import { z } from "zod";
import { Confidence, Id, Instant, ItemId, MutationKey, Severity } from "../primitives.ts";

export const AlertStatus = z.enum(["new", "claimed", "closed"]);

export const VerdictKind = z.enum(["true-positive", "benign-true-positive", "false-positive", "duplicate"]);
export type VerdictKind = z.infer<typeof VerdictKind>;

export const Verdict = z.object({
  kind: VerdictKind,
  confidence: Confidence,
  /** One sentence of reason. */
  reason: z.string().trim().min(1).max(1000),
  /** For `duplicate`: the alert that it repeats. */
  duplicateOf: Id.nullable(),
  byName: z.string(),
  /** Exercise time. */
  at: Instant,
});
export type Verdict = z.infer<typeof Verdict>;

export const AlertEntity = z.object({ kind: z.enum(["host", "account", "ip", "file", "process", "url", "mailbox"]), value: z.string() });

export const AlertSummary = z.object({
  id: Id,
  /** Number within the team's queue, counting from 1 in order of arrival. */
  number: z.number().int(),
  title: z.string(),
  ruleId: z.string(),
  severity: Severity,
  tactics: z.array(z.string()),
  techniques: z.array(z.string()),
  /** Exercise time at which the rule raised it, and the span of the rows that it saw. */
  raisedAt: Instant,
  firstRowAt: Instant,
  lastRowAt: Instant,
  hitCount: z.number().int(),
  entities: z.array(AlertEntity),
  status: AlertStatus,
  claimedBy: z.object({ userId: Id, displayName: z.string() }).nullable(),
  verdict: Verdict.nullable(),
  evidenceIds: z.array(Id),
});
export type AlertSummary = z.infer<typeof AlertSummary>;

export const AlertDetail = AlertSummary.extend({
  description: z.string(),
  /** The rule's query and a version of it that shows just the rows behind this alert. */
  ruleQuery: z.string(),
  investigateQuery: z.string(),
  frequency: z.string(),
  period: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(z.json())),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const VerdictRequest = z.object({
  key: MutationKey,
  exerciseId: Id,
  alertId: Id,
  kind: VerdictKind,
  confidence: Confidence,
  reason: z.string().trim().min(1).max(1000),
  duplicateOf: Id.nullable(),
});

export const LinkEvidenceRequest = z.object({ key: MutationKey, exerciseId: Id, alertId: Id, evidenceIds: z.array(Id).max(200) });
export const AlertRef = z.object({ key: MutationKey, exerciseId: Id, alertId: Id });
export const AlertItemIds = z.array(ItemId);
export type AlertStatus = z.infer<typeof AlertStatus>;
export type AlertEntity = z.infer<typeof AlertEntity>;
export type VerdictRequest = z.infer<typeof VerdictRequest>;
export type LinkEvidenceRequest = z.infer<typeof LinkEvidenceRequest>;
export type AlertRef = z.infer<typeof AlertRef>;
export type AlertItemIds = z.infer<typeof AlertItemIds>;
