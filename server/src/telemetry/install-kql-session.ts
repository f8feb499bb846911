import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { BIGINT, BOOLEAN, DOUBLE, DuckDBScalarFunction, VARCHAR, type DuckDBConnection, type DuckDBType } from "@duckdb/node-api";
import { provideUserAgentRules } from "../kql/functions/script/user-agents.ts";
import { SESSION_FUNCTIONS } from "../kql/session/functions.ts";
import { SESSION_SQL } from "../kql/session/macros.ts";
import type { SessionFunction, SessionType, SessionValue } from "../kql/session/session-function.ts";

const require = createRequire(import.meta.url);

const TYPES: Readonly<Record<SessionType, DuckDBType>> = { text: VARCHAR, long: BIGINT, real: DOUBLE, bool: BOOLEAN };

/** Text that one call may make of a batch of rows (about two thousand): all of it lies in Node's own heap at once. */
const BATCH_CHARACTERS_MAX = 100_000_000;
const TOO_MUCH_TEXT =
  "[refused: A function in this query makes more text of its rows than a query may hold. Filter rows first, or make it shorter.]";

function scalarFunction(definition: SessionFunction): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: definition.name,
    parameterTypes: definition.parameters.map((type) => TYPES[type]),
    returnType: TYPES[definition.returns],
    specialHandling: true,
    mainFunction: (_info, input, output) => {
      const columns = definition.parameters.map((_, index) => input.getColumnVector(index));
      let characters = 0;
      for (let row = 0; row < input.rowCount; row++) {
        const made = definition.run(...columns.map((column) => column.getItem(row) as SessionValue));
        if (typeof made === "string") characters += made.length;
        if (characters > BATCH_CHARACTERS_MAX) throw new Error(TOO_MUCH_TEXT);
        output.setItem(row, made);
      }
      output.flush();
    },
  });
}

/**
 * Makes a connection ready for what `compileKql` writes. The engine's macros and functions belong to the whole instance, so
 * only the first connection pays. Call it before the configuration is locked.
 */
export async function installKqlSession(connection: DuckDBConnection): Promise<void> {
  const known = await connection.runAndReadAll("SELECT 1 FROM duckdb_functions() WHERE function_name = 'k_wrap' LIMIT 1");
  if (known.currentRowCount > 0) return;
  provideUserAgentRules(() => readFileSync(require.resolve("uap-core/regexes.yaml"), "utf8"));
  for (const definition of SESSION_FUNCTIONS) connection.registerScalarFunction(scalarFunction(definition));
  for (const statement of SESSION_SQL) await connection.run(statement);
}
