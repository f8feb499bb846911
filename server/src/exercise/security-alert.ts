import { formatSimTime } from "../base/sim-time.ts";
import type { DetectionRule } from "../scenario/model.ts";
import type { Alert } from "../state/alert.ts";
import type { LiveRow } from "../telemetry/store.ts";

/** The table in which a team's alerts are hunted like any other log. */
export const ALERT_TABLE = "SecurityAlert";

const STATUS = { new: "New", claimed: "InProgress", closed: "Resolved" } as const;

/** A team's alert as a row of `SecurityAlert` (column names and meanings as Microsoft Sentinel has them). */
export function toSecurityAlertRow(alert: Alert, rules: readonly DetectionRule[]): LiveRow {
  const host = alert.entities.find((entity) => entity.kind === "host");
  return {
    _ItemId: alert.id,
    TimeGenerated: formatSimTime(alert.raisedAt, 6),
    DisplayName: alert.title,
    AlertName: alert.title,
    AlertSeverity: alert.severity.slice(0, 1).toUpperCase() + alert.severity.slice(1),
    Description: rules.find(({ id }) => id === alert.ruleId)?.description ?? "",
    ProviderName: "ASI Scheduled Alerts",
    VendorName: "Microsoft",
    VendorOriginalId: alert.occurrence,
    SystemAlertId: alert.id,
    AlertType: alert.ruleId,
    IsIncident: false,
    StartTime: formatSimTime(alert.firstRowAt, 6),
    EndTime: formatSimTime(alert.lastRowAt, 6),
    ProcessingEndTime: formatSimTime(alert.raisedAt, 6),
    Entities: JSON.stringify(alert.entities.map(({ kind, value }) => ({ Type: kind, Name: value }))),
    ExtendedProperties: JSON.stringify({ "Search Query Results Overall Count": String(alert.hitCount) }),
    ProductName: "Microsoft Sentinel",
    ProductComponentName: "Scheduled Alerts",
    Status: STATUS[alert.status],
    CompromisedEntity: host?.value ?? "",
    Tactics: alert.tactics.join(", "),
    Techniques: JSON.stringify(alert.techniques),
    Type: ALERT_TABLE,
  };
}
