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

/** Whose values rules may ask about: every filled column but instants and those that the scenario declares to be the evidence. */
export function auditedColumns(table: KqlTable, evidence: Scenario["evidence"]): readonly AuditedColumn[] {
  const types = typesOf(table);
  return namesAudited(table, evidence)
    .filter((name) => name !== "TimeGenerated")
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

/** Of these rules may ask how precise they are and whether they are there at all; `TimeGenerated` is the first. */
export function instantColumns(table: KqlTable, evidence: Scenario["evidence"]): readonly string[] {
  const types = typesOf(table);
  const others = namesAudited(table, evidence).filter((name) => name !== "TimeGenerated" && types.get(name) === "datetime");
  return ["TimeGenerated", ...others];
}

/** The filled columns that are declared to be evidence. */
export function evidenceColumns(table: KqlTable, evidence: Scenario["evidence"]): readonly string[] {
  const declared = evidence.filter((one) => one.table === table.name).flatMap(({ columns }) => columns);
  return table.filled.filter((name) => declared.some((column) => isEvidenceColumn(name, column)));
}

function namesAudited(table: KqlTable, evidence: Scenario["evidence"]): readonly string[] {
  const declared = new Set(evidenceColumns(table, evidence));
  return table.filled.filter((name) => !declared.has(name));
}

const typesOf = ({ columns }: KqlTable): ReadonlyMap<string, KqlTable["columns"][number]["type"]> =>
  new Map(columns.map(({ name, type }) => [name, type]));

export function hostColumnOf(table: KqlTable): string | null {
  return HOST_COLUMNS.find((name) => table.filled.includes(name)) ?? null;
}
