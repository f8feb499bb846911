import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../present/kusto/catalogue.ts";
import type { KustoTable } from "../../present/kusto/kusto-table.ts";
import type { KustoFailure } from "../../present/kusto/one-api-error.ts";
import { answerShowCommand, isFailure } from "./show-commands.ts";

const CATALOGUE: Catalogue = {
  database: "first-case",
  prettyName: "Class of March",
  databaseId: "0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a11",
  tables: ["W3CIISLog", "Event"].map((name) => ({
    name,
    doc: `About ${name}.`,
    blindSpot: "",
    sample: "",
    columns: [
      { name: "TimeGenerated", type: "datetime", doc: "When." },
      { name: "odd name", type: "dynamic" },
    ],
    filled: [],
  })),
  functions: [{ name: "imProcess", parameters: "(host:string)", body: "{ Event }", doc: "Processes." }],
  counts: new Map([["Event", 7]]),
  person: { id: "p1", displayName: "Ada" },
  version: "1",
};

function rows(command: string): readonly Record<string, unknown>[] {
  const answer = answerShowCommand(command, CATALOGUE);
  if (isFailure(answer)) throw new Error(answer.message);
  return answer.rows.map((row) => Object.fromEntries(answer.columns.map(({ name }, index) => [name, row[index]])));
}

function refusal(command: string): string {
  const answer: KustoTable | KustoFailure = answerShowCommand(command, CATALOGUE);
  return isFailure(answer) ? answer.message : "answered";
}

describe("show commands", () => {
  it("are read whatever their case, blanks, comments and options", () => {
    expect(rows("// who\n.SHOW   Version")).toHaveLength(1);
    expect(rows(".show databases entities with (showObfuscatedStrings=true)")).toHaveLength(3);
    expect(rows(".show tables (Event, ['W3CIISLog']) details")).toMatchObject([
      { TableName: "Event", TotalRowCount: 7 },
      { TotalRowCount: 0 },
    ]);
  });

  it("describe the schema as text, as JSON and as rows", () => {
    expect(rows(".show table Event cslschema")).toMatchObject([
      { Schema: "TimeGenerated:datetime, ['odd name']:dynamic", DatabaseName: "first-case" },
    ]);
    const [json] = rows('.show database ["first-case"] schema as json');
    expect(JSON.parse(String(json?.["DatabaseSchema"]))).toMatchObject({
      Databases: {
        "first-case": {
          Tables: { Event: { OrderedColumns: [{ Name: "TimeGenerated", Type: "System.DateTime", CslType: "datetime" }, {}] } },
          Functions: { imProcess: { Body: "{ Event }" } },
        },
      },
    });
    expect(rows(".show database schema").filter(({ TableName }) => TableName === "Event")).toHaveLength(3);
  });

  it("answer with no rows what this database never has", () => {
    for (const command of [".show external tables", ".show materialized-views", ".show entity_groups"]) expect(rows(command)).toEqual([]);
    expect(rows(".show function imProcess")).toMatchObject([{ Name: "imProcess", Parameters: "(host:string)" }]);
  });

  it("say who one is", () => {
    expect(rows(".show principal roles")).toMatchObject([{ DisplayName: "Ada", Role: "Viewer" }]);
    expect(rows(".show database first-case principals")).toMatchObject([{ PrincipalDisplayName: "Ada" }]);
  });

  it("refuse by name", () => {
    expect(refusal(".create table X (a:int)")).toBe("`.create` is not available here: the logs of an exercise are only read.");
    expect(refusal(".show queries")).toContain("`.show queries`");
    expect(refusal(".show table Evnt cslschema")).toContain("'Evnt' of kind 'Table'");
    expect(refusal(".show database Samples schema as json")).toContain("this token opens 'first-case'");
    expect(refusal(".show tables | count")).toContain("cannot be piped");
    expect(refusal("W3CIISLog")).toContain("is a query");
  });
});
