import { describeRuntimeError } from "../kql/diagnostics/runtime.ts";
import type { ConformanceCase } from "./case-file.ts";
import { canonicalCell } from "./canonical-cell.ts";
import { differenceFrom } from "./compare-result.ts";
import type { KqlRunner } from "./kql-runner.ts";
import { storedCell } from "./stored-cell.ts";

export type Outcome = "agrees" | "differs" | "refused" | "errors";

export interface CaseResult {
  readonly outcome: Outcome;
  /** What was refused, how the answer differs, what went wrong; empty when it agrees. */
  readonly why: string;
}

const AGREES: CaseResult = { outcome: "agrees", why: "" };

async function addTables(runner: KqlRunner, one: ConformanceCase): Promise<void> {
  runner.removeTables();
  for (const { name, columns, rows } of one.tables) {
    const stored = rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column.name, storedCell(column.type, row[index] ?? null)])),
    );
    await runner.addTable(name, columns, stored);
  }
}

/**
 * Runs one case. A case that expects an error agrees when the query is refused, be it before or while it runs; any other
 * failure while it runs is an error.
 */
export async function runCase(runner: KqlRunner, one: ConformanceCase): Promise<CaseResult> {
  const { expected } = one;
  try {
    await addTables(runner, one);
    const ran = await runner.run(one.query);
    if ("refused" in ran) {
      if (expected === null) return AGREES;
      const reasons = ran.refused.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
      return { outcome: "refused", why: reasons.join(" ") };
    }
    if (expected === null) return { outcome: "differs", why: `${ran.rows.length} rows instead of an error` };
    const rows = ran.rows.map((row) => ran.types.map((type, index) => canonicalCell(type, row[index])));
    const why = differenceFrom(expected, { columns: ran.columns, types: ran.types, rows });
    return why === null ? AGREES : { outcome: "differs", why };
  } catch (error) {
    if (expected === null) return AGREES;
    const { code, message } = describeRuntimeError(error);
    // What the engine itself will not answer for some rows is refused in words, only later.
    if (code === "kql/too-complex") return { outcome: "refused", why: `${code} ${message}` };
    // What a running query refuses in words is as good a refusal as one before it runs.
    const refused = error instanceof Error ? /\[refused: ([^\]]*)\]/.exec(error.message) : null;
    if (refused !== null) return { outcome: "refused", why: refused[1] ?? "" };
    return { outcome: "errors", why: error instanceof Error ? error.message : String(error) };
  }
}
