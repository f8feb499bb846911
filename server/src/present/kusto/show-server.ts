import type { Catalogue } from "./catalogue.ts";
import { columnsOf, type KustoTable } from "./kusto-table.ts";

const NAME = "Table_0";

export function showVersion({ version }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({
      BuildVersion: "string",
      BuildTime: "datetime",
      ServiceType: "string",
      ProductVersion: "string",
      ServiceOffering: "string",
    }),
    rows: [[version, null, "Engine", `Mailroom ${version}`, ""]],
  };
}

/** One node. Nothing about the machine behind it: that is not part of the exercise. */
export function showCluster({ version }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({
      NodeId: "string",
      Address: "string",
      Name: "string",
      StartTime: "datetime",
      AssignedHotExtents: "int",
      IsAdmin: "bool",
      MachineTotalMemory: "long",
      MachineAvailableMemory: "long",
      ProcessorCount: "int",
      EnvironmentDescription: "string",
      ProductVersion: "string",
      IsReady: "bool",
    }),
    rows: [["KEngine000000", "", "Mailroom", null, null, true, null, null, null, "", `Mailroom ${version}`, true]],
  };
}

/** Everybody who gets so far is a viewer of the one database, and nothing else. */
export function showPrincipalRoles({ database, person }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({ Scope: "string", DisplayName: "string", AADObjectID: "string", Role: "string" }),
    rows: [[`Database ${database}`, person.displayName, person.id, "Viewer"]],
  };
}

export function showDatabasePrincipals({ database, person }: Catalogue): KustoTable {
  return {
    name: NAME,
    columns: columnsOf({
      Role: "string",
      PrincipalType: "string",
      PrincipalDisplayName: "string",
      PrincipalObjectId: "string",
      PrincipalFQN: "string",
      Notes: "string",
    }),
    rows: [[`Database ${database} Viewer`, "Mailroom participant", person.displayName, person.id, `mailroom=${person.id}`, ""]],
  };
}
