import type { KqlTable } from "../../../contract/index.ts";
import type { Catalogue } from "../../present/kusto/catalogue.ts";
import type { KustoTable } from "../../present/kusto/kusto-table.ts";
import { badRequest, type KustoFailure } from "../../present/kusto/one-api-error.ts";
import { showDatabases, showDatabaseSchema, showDatabaseSchemaAsJson, showEntities } from "../../present/kusto/show-database.ts";
import { showCluster, showDatabasePrincipals, showPrincipalRoles, showVersion } from "../../present/kusto/show-server.ts";
import { showFunctions, showNone, showTableDetails, showTables, showTableSchema } from "../../present/kusto/show-tables.ts";
import { type CommandWord, commandWords, fitCommand } from "./command-words.ts";

type Answer = (catalogue: Catalogue, names: readonly string[]) => KustoTable | KustoFailure;

/** The commands that clients send when they connect and when people look around; the first that fits answers. */
const COMMANDS: readonly (readonly [pattern: string, answer: Answer])[] = [
  [".show version", showVersion],
  [".show cluster", showCluster],
  [".show cluster databases", showDatabases],
  [".show databases", showDatabases],
  [".show databases schema", showDatabaseSchema],
  [".show databases schema as json", showDatabaseSchemaAsJson],
  [".show databases <names> schema", ofDatabases(showDatabaseSchema)],
  [".show databases <names> schema as json", ofDatabases(showDatabaseSchemaAsJson)],
  [".show databases entities", showEntities],
  [".show database", showDatabases],
  [".show database schema", showDatabaseSchema],
  [".show database schema as json", showDatabaseSchemaAsJson],
  [".show database entities", showEntities],
  [".show database principals", showDatabasePrincipals],
  [".show database <name>", ofDatabases(showDatabases)],
  [".show database <name> schema", ofDatabases(showDatabaseSchema)],
  [".show database <name> schema as json", ofDatabases(showDatabaseSchemaAsJson)],
  [".show database <name> entities", ofDatabases(showEntities)],
  [".show database <name> principals", ofDatabases(showDatabasePrincipals)],
  [".show database <name> principal roles", ofDatabases(showPrincipalRoles)],
  [".show schema", showDatabaseSchema],
  [".show schema as json", showDatabaseSchemaAsJson],
  [".show tables", (catalogue) => showTables(catalogue, catalogue.tables)],
  [".show tables details", (catalogue) => showTableDetails(catalogue, catalogue.tables)],
  [".show tables <names>", ofTables(showTables)],
  [".show tables <names> details", ofTables(showTableDetails)],
  [".show table <name>", ofTables(showTables)],
  [".show table <name> details", ofTables(showTableDetails)],
  [".show table <name> schema as json", ofTables((catalogue, tables) => showTableSchema(catalogue, tables, "json"))],
  [".show table <name> cslschema", ofTables((catalogue, tables) => showTableSchema(catalogue, tables, "csl"))],
  [".show table <name> schema as csl", ofTables((catalogue, tables) => showTableSchema(catalogue, tables, "csl"))],
  [".show functions", (catalogue) => showFunctions(catalogue, null)],
  [".show function <name>", (catalogue, [name = ""]) => showFunctions(catalogue, name)],
  [".show external tables", () => showNone("external-tables")],
  [".show materialized-views", () => showNone("materialized-views")],
  [".show entity_groups", () => showNone("entity-groups")],
  [".show principal roles", showPrincipalRoles],
  [".show principal access", showPrincipalRoles],
  [".show principal <name> roles", showPrincipalRoles],
];

export const isFailure = (answer: KustoTable | KustoFailure): answer is KustoFailure => "status" in answer;

/** The table that a management command asks for. Commands that would change something are refused by name, like all others. */
export function answerShowCommand(text: string, catalogue: Catalogue): KustoTable | KustoFailure {
  const words = withoutOptions(commandWords(text));
  if (words.some(({ kind, text: symbol }) => kind === "symbol" && symbol === "|"))
    return badRequest(
      "The answer of a management command cannot be piped on here. Send the command alone and filter its rows in the client.",
    );
  for (const [pattern, answer] of COMMANDS) {
    const names = fitCommand(words, pattern);
    if (names !== null) return answer(catalogue, names);
  }
  return refuse(words);
}

/** `with (…)` at the end asks for more or less detail; there is nothing to vary here. */
function withoutOptions(words: readonly CommandWord[]): readonly CommandWord[] {
  const at = words.findIndex(({ kind, text }, index) => kind === "word" && text.toLowerCase() === "with" && words[index + 1]?.text === "(");
  return at < 0 ? words : words.slice(0, at);
}

function refuse(words: readonly CommandWord[]): KustoFailure {
  const said = words
    .slice(0, 3)
    .map(({ text }) => text)
    .join(" ");
  const [verb = ""] = words.map(({ text }) => text.toLowerCase());
  if (!verb.startsWith(".")) return badRequest("This is a query, not a management command. Send it to the query endpoint.");
  if (verb !== ".show") return badRequest(`\`${verb}\` is not available here: the logs of an exercise are only read.`);
  return badRequest(`The command \`${said}\` is not available here. Try \`.show tables\` or \`.show database schema as json\`.`);
}

function ofDatabases(answer: (catalogue: Catalogue) => KustoTable): Answer {
  return (catalogue, names) => {
    const stranger = names.find((name) => ![catalogue.database, catalogue.databaseId, catalogue.prettyName, "NetDefaultDB"].includes(name));
    if (stranger === undefined) return answer(catalogue);
    return badRequest(
      `Entity '${stranger}' of kind 'Database' was not found; this token opens '${catalogue.database}'.`,
      [],
      "BadRequest_EntityNotFound",
    );
  };
}

function ofTables(answer: (catalogue: Catalogue, tables: readonly KqlTable[]) => KustoTable): Answer {
  return (catalogue, names) => {
    const tables = names.map((name) => catalogue.tables.find((table) => table.name === name));
    const missing = tables.indexOf(undefined);
    if (missing < 0)
      return answer(
        catalogue,
        tables.filter((table) => table !== undefined),
      );
    return badRequest(
      `Entity '${names[missing]}' of kind 'Table' was not found. Table names distinguish upper and lower case.`,
      [],
      "BadRequest_EntityNotFound",
    );
  };
}
