import type { KqlTable } from "../../contract/index.ts";
import { isEvidenceColumn } from "../scenario/evidence-columns.ts";
import type { Scenario } from "../scenario/model.ts";

export interface AuditedColumn {
  readonly name: string;
  readonly kind: "text" | "number" | "flag";
  /** KQL that gives its text, where `strlen` needs one. */
  readonly asText: string;
}

/** Columns in which hosts are named, by table; the first that a table fills counts. */
const HOST_COLUMNS = ["Computer", "sComputerName", "DeviceName"];

/** What rules may ask about: every filled column but instants and those that the scenario declares to be the evidence. */
export function auditedColumns(table: KqlTable, evidence: Scenario["evidence"]): readonly AuditedColumn[] {
  const declared = evidence.filter((one) => one.table === table.name).flatMap(({ columns }) => columns);
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  return table.filled
    .filter((name) => name !== "TimeGenerated" && !declared.some((column) => isEvidenceColumn(name, column)))
    .flatMap((name): AuditedColumn[] => {
      switch (types.get(name)) {
        case "string":
        case "guid":
          return [{ name, kind: "text", asText: name }];
        case "dynamic":
          return [{ name, kind: "text", asText: `tostring(${name})` }];
        case "bool":
          return [{ name, kind: "flag", asText: name }];
        case "int":
        case "long":
        case "real":
        case "decimal":
        case "timespan":
          return [{ name, kind: "number", asText: name }];
        case "datetime":
        case undefined:
          return [];
      }
    });
}

export function hostColumnOf(table: KqlTable): string | null {
  return HOST_COLUMNS.find((name) => table.filled.includes(name)) ?? null;
}
