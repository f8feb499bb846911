import type { AlertEntity } from "../../contract/index.ts";
import { guidV4Of, hash128 } from "../base/hash.ts";
import { formatSimTime } from "../base/sim-time.ts";
import type { Alert } from "../state/alert.ts";
import type { LiveRow } from "../telemetry/store.ts";

const SERVICE = "Microsoft Sentinel";
const DETECTION = "Scheduled alerts";

function shared(alert: Alert): LiveRow {
  const at = formatSimTime(alert.raisedAt, 6);
  return {
    TimeGenerated: at,
    Timestamp: at,
    AlertId: alert.id,
    Title: alert.title,
    Severity: alert.severity.slice(0, 1).toUpperCase() + alert.severity.slice(1),
    ServiceSource: SERVICE,
    DetectionSource: DETECTION,
    AttackTechniques: JSON.stringify(alert.techniques),
    SourceSystem: "Microsoft 365 Defender",
  };
}

/** A team's alert as a row of `AlertInfo`. */
export function toAlertInfoRow(alert: Alert): LiveRow {
  return { ...shared(alert), _ItemId: itemIdOf(alert, "info"), Category: alert.tactics[0] ?? "", Type: "AlertInfo" };
}

/** What the alert names, one row of `AlertEvidence` each. */
export function toAlertEvidenceRows(alert: Alert): LiveRow[] {
  return alert.entities.map((entity, index) => ({
    ...shared(alert),
    _ItemId: itemIdOf(alert, `evidence/${index}`),
    Categories: JSON.stringify(alert.tactics),
    EvidenceRole: entity.kind === "host" || entity.kind === "account" || entity.kind === "mailbox" ? "Impacted" : "Related",
    Type: "AlertEvidence",
    ...entityColumns(entity),
  }));
}

/** Of a row that repeats a part of an alert: the same for every query, and in the form of every row's identity. */
function itemIdOf({ id }: Alert, part: string): string {
  return guidV4Of(hash128(0, `${id}/${part}`));
}

/** The column in which the product keeps this kind of thing. */
function entityColumns({ kind, value }: AlertEntity): LiveRow {
  switch (kind) {
    case "host":
      return { EntityType: "Machine", DeviceName: value.toLowerCase() };
    case "account":
      return { EntityType: "User", ...accountColumns(value) };
    case "ip":
      return { EntityType: "Ip", RemoteIP: value };
    case "file": {
      const end = value.lastIndexOf("\\");
      return { EntityType: "File", FileName: value.slice(end + 1), FolderPath: end < 0 ? "" : value.slice(0, end) };
    }
    case "process":
      return { EntityType: "Process", ProcessCommandLine: value };
    case "url":
      return { EntityType: "Url", RemoteUrl: value };
    case "mailbox":
      return { EntityType: "Mailbox", AccountUpn: value };
  }
}

function accountColumns(value: string): LiveRow {
  if (value.includes("@")) return { AccountUpn: value, AccountName: value.slice(0, value.indexOf("@")) };
  const [domain = "", name] = value.split("\\");
  return name === undefined ? { AccountName: value } : { AccountDomain: domain, AccountName: name };
}
