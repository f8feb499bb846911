import { type QueryAnswer, resourceText, visualizationText } from "./answer-facts.ts";
import { columnsText, rowsText } from "./json-text.ts";
import { columnsOf, type KustoTable } from "./kusto-table.ts";

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The answer to a management command: one table, nothing else. */
export function v1CommandAnswer(table: KustoTable): Generator<string> {
  return dataSet([table], []);
}

/** A query's answer in version 1 of the protocol: its tables, properties, status, and a table of contents that tells them apart. */
export function v1QueryAnswer(answer: QueryAnswer): Generator<string> {
  const { tables, failure, isFailureDeferred } = answer;
  const parts: readonly (readonly [kind: string, name: string, table: KustoTable])[] = [
    ...tables.map((table) => ["QueryResult", table.name, table] as const),
    ["QueryProperties", "@ExtendedProperties", properties(answer)],
    ["QueryStatus", "QueryStatus", status(answer)],
  ];
  const contents: KustoTable = {
    name: "",
    columns: columnsOf({ Ordinal: "long", Kind: "string", Name: "string", Id: "string", PrettyName: "string" }),
    rows: parts.map(([kind, name], index) => [index, kind, name, NO_ID, ""]),
  };
  const exceptions = failure === null || isFailureDeferred ? [] : [String(failure.error["@message"])];
  return dataSet([...parts.map(([, , table]) => table), contents], exceptions);
}

function* dataSet(tables: readonly KustoTable[], exceptions: readonly string[]): Generator<string> {
  yield '{"Tables":[';
  for (const [index, table] of tables.entries()) {
    yield `${index === 0 ? "" : ","}{"TableName":"Table_${index}","Columns":${columnsText(table, "v1")},"Rows":[`;
    yield* rowsText(table);
    yield "]}";
  }
  yield exceptions.length === 0 ? "]}" : `],"Exceptions":${JSON.stringify(exceptions)}}`;
}

function properties({ tables }: QueryAnswer): KustoTable {
  return {
    name: "@ExtendedProperties",
    columns: columnsOf({ Value: "string" }),
    rows: tables.map(({ render }) => [visualizationText(render)]),
  };
}

function status(answer: QueryAnswer): KustoTable {
  const { timestamp, activityId, clientRequestId, failure, isFailureDeferred, tables } = answer;
  const entry = (severity: number, name: string, description: string) => [
    timestamp,
    severity,
    name,
    failure === null ? 0 : -1,
    description,
    tables.length,
    activityId,
    activityId,
    activityId,
    clientRequestId,
  ];
  const outcome =
    failure === null
      ? entry(4, "Info", "Query completed successfully")
      : entry(isFailureDeferred ? 3 : 2, isFailureDeferred ? "Warning" : "Error", String(failure.error["@message"]));
  return {
    name: "QueryStatus",
    columns: columnsOf({
      Timestamp: "datetime",
      Severity: "int",
      SeverityName: "string",
      StatusCode: "int",
      StatusDescription: "string",
      Count: "int",
      RequestId: "guid",
      ActivityId: "guid",
      SubActivityId: "guid",
      ClientActivityId: "string",
    }),
    rows: [outcome, entry(6, "Stats", resourceText(answer))],
  };
}
