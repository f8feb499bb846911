import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { compileKql, warmUp } from "../src/kql/compile.ts";
import { createScratchFolder } from "../src/telemetry/testing/fake-store.ts";
import { quantile, type Benchmark, type Figure } from "./benchmark.ts";
import { HuntingData } from "./hunting-data.ts";
import { HUNTING_QUESTIONS, type HuntingQuestion } from "./hunting-questions.ts";

const ROUNDS_MAX = 7;
const ROUNDS_MIN = 2;
/** Slow questions are asked less often: the whole takes a minute and a half. */
const QUESTION_MS = 1_000;

interface Timed {
  readonly ms: number;
  /** All rows as text, in no particular order. */
  readonly answer: string;
}

/** Processor time: DuckDB has one thread here, and what else the machine does is not the query's. */
async function time(connection: DuckDBConnection, sql: string, parameters: DuckDBValue[]): Promise<Timed> {
  const before = process.cpuUsage();
  const rows = (await connection.runAndReadAll(sql, parameters)).getRows();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, answer: rows.map(String).toSorted().join("\n") };
}

/**
 * Both in turn, now the one first and now the other, so that neither always finds what the other has read. The least of the rounds
 * counts: what comes on top of it is the machine's.
 */
async function ratioOf(question: HuntingQuestion, data: HuntingData): Promise<number> {
  const compiled = compileKql(question.kql, data.scope, { rowsMax: 1_000_000 }).query;
  if (compiled === null) throw new Error(`refused: ${question.kql}`);
  const { sql, parameters } = compiled.tables[0];
  const [ours, theirs]: [number[], number[]] = [[], []];
  const until = performance.now() + QUESTION_MS;
  for (let round = 0; round < ROUNDS_MAX && (round < ROUNDS_MIN || performance.now() < until); round++) {
    const askOurs = () => time(data.connection, sql, [...parameters]);
    const askTheirs = () => time(data.connection, data.written(question.sql), []);
    const early = round % 2 === 0 ? await askOurs() : null;
    const written = await askTheirs();
    const translated = early ?? (await askOurs());
    if (translated.answer === "" || translated.answer !== written.answer) throw new Error(`${question.name}: KQL and SQL do not agree`);
    ours.push(translated.ms);
    theirs.push(written.ms);
  }
  return Math.min(...ours) / Math.min(...theirs);
}

async function compare(rows: number): Promise<Figure> {
  const scratch = createScratchFolder();
  const data = await HuntingData.create(scratch.path, rows);
  try {
    const ratios: number[] = [];
    for (const question of HUNTING_QUESTIONS) ratios.push(await ratioOf(question, data));
    return {
      name: `${rows / 1e6} M rows a table, ${ratios.length} questions with equal answers, processor time, median ratio`,
      value: quantile(ratios, 0.5),
      unit: "×",
      budget: { value: 1.2, is: "at most" },
      against: HUNTING_QUESTIONS.map(({ name }, index) => `${name} ${(ratios[index] ?? Number.NaN).toFixed(2)}`).join("; "),
    };
  } finally {
    data.close();
    scratch.remove();
  }
}

export const kqlAgainstSql: Benchmark = {
  name: "KQL against hand-written SQL",
  async run() {
    warmUp();
    return [await compare(1e6), await compare(1e7)];
  },
};
