import type { LogDefinition } from "./log.ts";
import evidenceSchema from "./schemas/AlertEvidence.json" with { type: "json" };
import infoSchema from "./schemas/AlertInfo.json" with { type: "json" };
import { defineTable } from "./table.ts";

const SHARED = [
  "Timestamp",
  "AlertId",
  "Title",
  "Severity",
  "ServiceSource",
  "DetectionSource",
  "AttackTechniques",
  "SourceSystem",
  "Type",
] as const;

/** The same alerts as `SecurityAlert`, in Defender's shape. No sensor writes them: an exercise adds its rows when its rules hit. */
export const alertInfoLog: LogDefinition = {
  table: defineTable(
    {
      name: "AlertInfo",
      doc: "Alerts that detection rules have raised in this exercise so far, one row each.",
      blindSpot: "It knows only what a rule looks for; what an alert is about is in AlertEvidence.",
      sample: "AlertInfo\n| join kind=inner AlertEvidence on AlertId\n| project Timestamp, Title, EntityType, DeviceName, RemoteIP",
    },
    infoSchema,
    [...SHARED, "Category"],
  ),
  summary: ["Title", "Severity", "Category"],
  collection: "none",
  kinds: [],
  rows: () => [],
  native: null,
};

/** What those alerts name. */
export const alertEvidenceLog: LogDefinition = {
  table: defineTable(
    {
      name: "AlertEvidence",
      doc: "Machines, people, addresses, files and command lines that alerts of this exercise name, one row each.",
      blindSpot: "Only what the rule maps to an entity; the rows behind an alert name more.",
      sample: "AlertEvidence\n| summarize Alerts = dcount(AlertId) by EntityType, DeviceName, RemoteIP, AccountName",
    },
    evidenceSchema,
    [
      ...SHARED,
      "Categories",
      "EntityType",
      "EvidenceRole",
      "FileName",
      "FolderPath",
      "RemoteIP",
      "RemoteUrl",
      "AccountName",
      "AccountDomain",
      "AccountUpn",
      "DeviceName",
      "ProcessCommandLine",
    ],
  ),
  summary: ["Title", "EntityType", "DeviceName", "RemoteIP", "AccountName"],
  collection: "none",
  kinds: [],
  rows: () => [],
  native: null,
};
