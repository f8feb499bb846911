import { z } from "zod";
import { KqlType } from "../../contract/index.ts";
import type { ExpectedResult } from "./compare-result.ts";

const Cell = z.union([z.string(), z.null()]);

const Tolerance = z.object({
  ws: z.boolean().optional(),
  rounded: z.boolean().optional(),
  dtDigits: z.number().int().optional(),
  nullIsEmpty: z.boolean().optional(),
  looseDynamic: z.boolean().optional(),
  jsonStrings: z.boolean().optional(),
  arraysUnordered: z.boolean().optional(),
  approx: z.boolean().optional(),
  bigIntLossy: z.boolean().optional(),
  ignoreNames: z.boolean().optional(),
  rows: z.enum(["last", "subset", "prefix"]).optional(),
});

const CaseRecord = z.object({
  id: z.string(),
  source: z.string(),
  query: z.string(),
  /** The query is a mistake that the engine must refuse. */
  expect: z.literal("error").optional(),
  columns: z.array(z.string()).nullish(),
  types: z.array(KqlType).nullish(),
  rows: z.array(z.array(Cell)).nullish(),
  ordered: z.boolean().optional(),
  order_keys: z.array(z.string()).nullish(),
  compare: Tolerance.optional(),
  setup: z.object({ tables: z.record(z.string(), z.object({ schema: z.string(), rows: z.array(z.array(Cell)) })).optional() }).optional(),
});

export interface CaseTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: KqlType }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** One query with its recorded answer; null stands for "must be refused". */
export interface ConformanceCase {
  readonly id: string;
  readonly source: string;
  readonly query: string;
  readonly tables: readonly CaseTable[];
  readonly expected: ExpectedResult | null;
}

/** What is wrong with a file, by line. */
export class FileProblem extends Error {
  override readonly name = "FileProblem";
}

const COLUMN = /(?:\[\s*(?:'([^']+)'|"([^"]+)")\s*\]|([A-Za-z_]\w*))\s*:\s*(\w+)/g;

/** `(['Event Id']: long, State: string)`, as `datatable` writes schemas. @throws FileProblem */
function readSchema(text: string, place: string): CaseTable["columns"] {
  return Array.from(text.matchAll(COLUMN), ([, single, double, plain, type]) => {
    const known = KqlType.safeParse(type);
    if (!known.success) throw new FileProblem(`${place}: "${type}" is no type of the query language.`);
    return { name: single ?? double ?? plain ?? "", type: known.data };
  });
}

function readCase(value: unknown, place: string): ConformanceCase {
  const parsed = CaseRecord.safeParse(value);
  if (!parsed.success) throw new FileProblem(`${place}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  const { id, source, query, expect, columns, types, rows, ordered, order_keys, compare, setup } = parsed.data;
  if (expect === undefined && (rows === undefined || rows === null))
    throw new FileProblem(`${place}: a case needs "rows", or "expect": "error".`);
  return {
    id,
    source,
    query,
    tables: Object.entries(setup?.tables ?? {}).map(([name, table]) => ({
      name,
      columns: readSchema(table.schema, place),
      rows: table.rows,
    })),
    expected: expect === "error" ? null : { columns: columns ?? null, types, rows: rows ?? [], ordered, order_keys, compare },
  };
}

/** Every non-blank line of a JSONL text, read by `read`, which is told the place for its complaints. @throws FileProblem */
export function readLines<T>(text: string, file: string, read: (value: unknown, place: string) => T): T[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `${file}:${index + 1}`;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new FileProblem(`${place}: this line is not JSON.`);
    }
    return [read(value, place)];
  });
}

/** Cases, one JSON object a line. @throws FileProblem */
export function readCases(text: string, file: string): ConformanceCase[] {
  return readLines(text, file, readCase);
}
