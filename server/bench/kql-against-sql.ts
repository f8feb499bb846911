import type { World } from "../src/telemetry/store.ts";
import { sqlQuery } from "../src/telemetry/testing/fake-store.ts";
import { quantile, type Benchmark } from "./benchmark.ts";
import { HUNTING_QUESTIONS } from "./hunting-questions.ts";
import { withMillionRows } from "./million-rows.ts";

const ROUNDS = 9;

interface Timing {
  readonly executeMs: number;
  readonly translateMs: number;
  readonly rows: number;
}

async function time(world: World, text: string): Promise<Timing> {
  const result = await world.query(sqlQuery(text, world.window.exerciseEnd));
  if (result.kind === "refused") throw new Error(`${result.diagnostics[0]?.message ?? "refused"}: ${text}`);
  return { executeMs: result.stats.executeMs, translateMs: result.stats.translateMs, rows: result.tables[0].rows.length };
}

/** Both in turn, so that a busy moment of the machine hits both. */
export const kqlAgainstSql: Benchmark = {
  name: "KQL against hand-written SQL",
  run: () =>
    withMillionRows(async ({ kql, sql, rows }) => {
      const ratios: number[] = [];
      const translations: number[] = [];
      const details: string[] = [];
      for (const question of HUNTING_QUESTIONS) {
        const [ours, theirs]: [number[], number[]] = [[], []];
        for (let round = 0; round < ROUNDS; round++) {
          const translated = await time(kql, question.kql);
          const written = await time(sql, question.sql);
          if (translated.rows !== written.rows) throw new Error(`${question.name}: ${translated.rows} rows in KQL, ${written.rows} in SQL`);
          ours.push(translated.executeMs);
          theirs.push(written.executeMs);
          translations.push(translated.translateMs);
        }
        const ratio = quantile(ours, 0.5) / quantile(theirs, 0.5);
        ratios.push(ratio);
        details.push(`${question.name} ${ratio.toFixed(2)}`);
      }
      const name = `${(rows / 1e6).toFixed(2)} M rows, ${HUNTING_QUESTIONS.length} questions`;
      return [
        {
          name: `${name}, median ratio`,
          value: quantile(ratios, 0.5),
          unit: "×",
          budget: { value: 1.2, is: "at most" },
          against: details.join("; "),
        },
        { name: "translating one of them, p50", value: quantile(translations, 0.5), unit: "ms", budget: null, against: null },
      ];
    }),
};
