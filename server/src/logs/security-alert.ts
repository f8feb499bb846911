import type { LogDefinition } from "./log.ts";
import schema from "./schemas/SecurityAlert.json" with { type: "json" };
import { defineTable } from "./table.ts";

/** Alerts of detection rules. No sensor writes them: an exercise adds its rows when its rules hit. */
export const securityAlertLog: LogDefinition = {
  table: defineTable(
    {
      name: "SecurityAlert",
      doc: "Alerts that detection rules have raised in this exercise so far, with the entities that they name.",
      blindSpot: "It knows only what a rule looks for: silence here is not proof of peace.",
      sample: "SecurityAlert\n| project TimeGenerated, AlertName, AlertSeverity, CompromisedEntity, Entities\n| sort by TimeGenerated desc",
    },
    schema,
    [
      "DisplayName",
      "AlertName",
      "AlertSeverity",
      "ProviderName",
      "VendorName",
      "VendorOriginalId",
      "SystemAlertId",
      "AlertType",
      "IsIncident",
      "StartTime",
      "EndTime",
      "ProcessingEndTime",
      "ExtendedProperties",
      "Entities",
      "ProductName",
      "ProductComponentName",
      "Status",
      "CompromisedEntity",
      "Tactics",
      "Techniques",
      "Type",
    ],
    {},
    {
      Entities: { doc: "JSON text", fields: [["Type"], ["Name"]] },
      ExtendedProperties: { doc: "JSON text", fields: [["Search Query Results Overall Count"]] },
    },
  ),
  summary: ["AlertName", "AlertSeverity", "CompromisedEntity"],
  collection: "none",
  kinds: [],
  rows: () => [],
  native: null,
};
