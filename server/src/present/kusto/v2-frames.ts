import { type QueryAnswer, resourceText, visualizationText } from "./answer-facts.ts";
import { columnsText, rowsText } from "./json-text.ts";
import { columnsOf, type KustoTable } from "./kusto-table.ts";

/**
 * A query's answer in version 2 of the protocol: an array of frames, each on its own line, whole tables only (not progressive,
 * not fragmented).
 */
export function* v2Answer(answer: QueryAnswer): Generator<string> {
  yield `[${JSON.stringify({ FrameType: "DataSetHeader", IsProgressive: false, Version: "v2.0" })}`;
  yield* tableFrame(0, "QueryProperties", properties(answer));
  for (const [index, table] of answer.tables.entries()) yield* tableFrame(index + 1, "PrimaryResult", table);
  yield* tableFrame(answer.tables.length + 1, "QueryCompletionInformation", completion(answer));
  const hasErrors = answer.failure !== null && !answer.isFailureDeferred;
  const errors = hasErrors ? { OneApiErrors: [answer.failure] } : {};
  yield `\n,${JSON.stringify({ FrameType: "DataSetCompletion", HasErrors: hasErrors, Cancelled: false, ...errors })}\n]`;
}

function* tableFrame(id: number, kind: string, table: KustoTable): Generator<string> {
  const head = JSON.stringify({ FrameType: "DataTable", TableId: id, TableKind: kind, TableName: table.name }).slice(0, -1);
  yield `\n,${head},"Columns":${columnsText(table, "v2")},"Rows":[`;
  yield* rowsText(table);
  yield "]}";
}

function properties({ tables }: QueryAnswer): KustoTable {
  return {
    name: "@ExtendedProperties",
    columns: columnsOf({ TableId: "int", Key: "string", Value: "dynamic" }),
    rows: tables.map(({ render }, index) => [index + 1, "Visualization", visualizationText(render)]),
  };
}

function completion(answer: QueryAnswer): KustoTable {
  const { timestamp, clientRequestId, activityId, failure, tables } = answer;
  const entry = (level: number, levelName: string, status: string, event: [number, string], payload: string) => [
    timestamp,
    clientRequestId,
    activityId,
    activityId,
    activityId,
    level,
    levelName,
    failure === null ? 0 : -1,
    status,
    ...event,
    payload,
  ];
  const done = { Count: tables.length, Text: "Query completed successfully" };
  const outcome =
    failure === null
      ? entry(4, "Info", "S_OK (0)", [4, "QueryInfo"], JSON.stringify(done))
      : // A warning where the client asked for mercy: its library throws on errors.
        entry(
          answer.isFailureDeferred ? 3 : 2,
          answer.isFailureDeferred ? "Warning" : "Error",
          "E_QUERY_RESULT_SET_TOO_LARGE",
          [4, "QueryInfo"],
          JSON.stringify({ Count: tables.length, Text: failure.error["@message"] }),
        );
  return {
    name: "QueryCompletionInformation",
    columns: columnsOf({
      Timestamp: "datetime",
      ClientRequestId: "string",
      ActivityId: "guid",
      SubActivityId: "guid",
      ParentActivityId: "guid",
      Level: "int",
      LevelName: "string",
      StatusCode: "int",
      StatusCodeName: "string",
      EventType: "int",
      EventTypeName: "string",
      Payload: "string",
    }),
    rows: [outcome, entry(6, "Stats", "S_OK (0)", [0, "QueryResourceConsumption"], resourceText(answer))],
  };
}
