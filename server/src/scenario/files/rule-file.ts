import { z } from "zod";
import { AttackId, Duration, Prose, SeverityWord } from "./parts.ts";

/** `rules/*.yaml`: a scheduled analytics rule, in the shape in which Microsoft Sentinel's public repository keeps them. */
export const RuleFile = z.strictObject({
  id: z.guid("A rule's id is a GUID, as in Sentinel"),
  name: Prose.max(256),
  version: z.union([z.string(), z.number()]).optional(),
  kind: z.enum(["Scheduled"]).optional(),
  description: Prose,
  severity: SeverityWord,
  status: z.string().optional(),
  requiredDataConnectors: z.array(z.strictObject({ connectorId: z.string(), dataTypes: z.array(z.string()) })).optional(),
  queryFrequency: Duration,
  queryPeriod: Duration,
  triggerOperator: z.enum(["gt", "lt", "eq", "ne", "GreaterThan", "LessThan", "Equal", "NotEqual"]),
  triggerThreshold: z.number().int().min(0),
  tactics: z.array(z.string()).optional(),
  relevantTechniques: z.array(AttackId).optional(),
  tags: z.array(z.string()).optional(),
  query: Prose,
  entityMappings: z
    .array(
      z.strictObject({
        entityType: z.string(),
        fieldMappings: z.array(z.strictObject({ identifier: z.string(), columnName: z.string() })).min(1),
      }),
    )
    .optional(),
  customDetails: z.record(z.string(), z.string()).optional(),
  eventGroupingSettings: z.strictObject({ aggregationKind: z.enum(["SingleAlert", "AlertPerResult"]) }).optional(),
});
export type RuleFile = z.infer<typeof RuleFile>;
