import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { KqlType } from "../../contract/index.ts";
import { canonical } from "./canonical.ts";
import { KqlRunner } from "./kql-runner.ts";
import { KNOWN_DIFFERENCES } from "./known-differences.ts";

const SHARED = process.env["MAILROOM_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const CASES = resolve(SHARED, "kql/cases.jsonl");

/** May only rise. */
const AGREES_MIN = 1572;

interface ConformanceCase {
  readonly id: string;
  readonly query: string;
  readonly expect?: "error";
  readonly setup?: {
    readonly tables: Readonly<Record<string, { readonly schema: string; readonly rows: readonly (readonly (string | null)[])[] }>>;
  };
}

type Compare = (
  expected: ConformanceCase,
  actual: { columns: readonly string[]; types: readonly string[]; rows: readonly unknown[] },
) => { readonly ok: boolean; readonly why?: string };

async function addTables(runner: KqlRunner, tables: NonNullable<ConformanceCase["setup"]>["tables"]): Promise<void> {
  for (const [name, table] of Object.entries(tables)) {
    const columns = Array.from(table.schema.matchAll(/\['([^']+)'\]: (\w+)|(\w+):\s*(\w+)/g), (match) => ({
      name: match[1] ?? match[3] ?? "",
      type: (match[2] ?? match[4]) as KqlType,
    }));
    const rows = table.rows.map((row) =>
      Object.fromEntries(
        columns.map((column, index) => [
          column.name,
          column.type === "long" || column.type === "int" ? BigInt(row[index] ?? 0) : (row[index] ?? null),
        ]),
      ),
    );
    await runner.addTable(name, columns, rows);
  }
}

async function outcome(runner: KqlRunner, one: ConformanceCase, compare: Compare): Promise<"agrees" | "refused" | "differs" | "error"> {
  try {
    runner.removeTables();
    await addTables(runner, one.setup?.tables ?? {});
    const result = await runner.run(one.query);
    if ("refused" in result) return one.expect === "error" ? "agrees" : "refused";
    if (one.expect === "error") return "differs";
    const rows = result.rows.map((row) => result.types.map((type, index) => canonical(type, row[index])));
    return compare(one, { columns: result.columns, types: result.types, rows }).ok ? "agrees" : "differs";
  } catch {
    return one.expect === "error" ? "agrees" : "error";
  }
}

describe.skipIf(!existsSync(CASES))(`conformance (needs ${CASES})`, () => {
  it("gives Kusto's answers, or refuses by name; never another answer in silence", async () => {
    const { compareResult } = (await import(pathToFileURL(resolve(SHARED, "kql/compare.mjs")).href)) as { compareResult: Compare };
    const cases = readFileSync(CASES, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as ConformanceCase);
    const runner = await KqlRunner.create();
    const byOutcome = { agrees: [] as string[], refused: [] as string[], differs: [] as string[], error: [] as string[] };
    for (const one of cases) byOutcome[await outcome(runner, one, compareResult)].push(one.id);
    expect(byOutcome.error).toEqual([]);
    expect(byOutcome.differs.filter((id) => !(id in KNOWN_DIFFERENCES))).toEqual([]);
    expect(byOutcome.agrees.length).toBeGreaterThanOrEqual(AGREES_MIN);
  }, 180_000);
});
