import { cancelQuery, readTables } from "../../exercise/commands/hunt.ts";
import type { Lab } from "../../exercise/lab.ts";
import { withItemId } from "../../present/hunt.ts";
import type { Catalogue } from "../../present/kusto/catalogue.ts";
import { columnsOf, type KustoTable } from "../../present/kusto/kusto-table.ts";
import type { KustoFailure } from "../../present/kusto/one-api-error.ts";
import { databaseName } from "../../present/query-token.ts";
import type { TokenCaller } from "./authenticate.ts";
import { commandWords, fitCommand } from "./command-words.ts";
import { answerShowCommand } from "./show-commands.ts";

/** Answers a management command: `.cancel query` of one's own, otherwise what the catalogue knows. */
export async function answerCommand(lab: Lab, { actor, visit }: TokenCaller, text: string): Promise<KustoTable | KustoFailure> {
  const { exercise, person } = visit;
  const [cancelled] = fitCommand(commandWords(text), ".cancel query <name>") ?? [];
  if (cancelled !== undefined) {
    await cancelQuery(lab, actor, exercise.id, cancelled);
    return { name: "Table_0", columns: columnsOf({ RunningQueryCanceled: "bool" }), rows: [[true]] };
  }
  const { tables, workspace, counts } = await readTables(lab, actor, exercise.id);
  const catalogue: Catalogue = {
    database: databaseName(exercise),
    prettyName: exercise.title,
    databaseId: exercise.id,
    tables: tables.map(withItemId),
    functions: workspace.functions,
    counts,
    person: { id: person.id, displayName: person.displayName },
    version: lab.engineVersion,
  };
  return answerShowCommand(text, catalogue);
}
