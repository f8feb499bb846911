import type { World } from "../src/telemetry/store.ts";
import { sqlQuery } from "../src/telemetry/testing/fake-store.ts";
import { quantile, type Benchmark } from "./benchmark.ts";
import { withMillionRows } from "./million-rows.ts";

const ROUNDS = 8;

/**
 * What a trainee types in an hour: short, long, with functions, joins and lists. `N` is another number each time, so that
 * none is known; the windows are short, because the answers do not matter here.
 */
const TYPED: readonly string[] = [
  "WebLog | where Status == N | take 10",
  'WebLog | where TimeGenerated > ago(Nm) and Stem has "service" | summarize n = count(), users = dcount(User) by bin(TimeGenerated, 1h), ClientIp | sort by n desc',
  'let suspects = WebLog | where Query startswith "q=N" | distinct User; WebLog | where TimeGenerated > ago(Nm) | join kind=inner suspects on User | summarize arg_max(TimeGenerated, *) by User',
  "EventLog | where TimeGenerated > ago(Nm) | extend id = tolong(Data.id), words = split(tostring(Data.text), ' ') | mv-expand word = words to typeof(string) | where id > N | summarize make_set(word, 10) by EventID",
  'WebLog | where TimeGenerated > ago(Nm) and UserAgent !contains "agent/N" and Status !in (200, 201) | extend level = case(Status >= 203, "high", Status > 200, "middle", "low") | project-away Port, SubStatus | top N by TimeGenerated desc',
  "EventLog | where TimeGenerated > ago(Nm) and Score between (N .. 1000000) | summarize p = percentile(Score, 95), s = stdev(Score), firsts = make_list(EventID, 5) by Computer, bin(TimeGenerated, 1d) | where s > N",
];

async function translateMs(world: World, text: string): Promise<number> {
  const result = await world.query(sqlQuery(text, world.window.exerciseEnd));
  if (result.kind === "refused") throw new Error(`${result.diagnostics[0]?.message ?? "refused"}: ${text}`);
  return result.stats.translateMs;
}

/** Translation by a query process as people run it, with texts that it has not seen. */
export const translation: Benchmark = {
  name: "translating a query",
  run: () =>
    withMillionRows(async ({ kql }) => {
      const startedAt = performance.now();
      const first = await translateMs(kql, "WebLog | take 1");
      const answered = performance.now() - startedAt;
      const taken: number[] = [];
      for (let round = 0; round < ROUNDS; round++)
        for (const [index, text] of TYPED.entries())
          taken.push(await translateMs(kql, text.replaceAll("N", String(2 + round * TYPED.length + index))));
      const warm = taken.slice(TYPED.length);
      return [
        {
          name: "first query after start, answered",
          value: answered,
          unit: "ms",
          budget: null,
          against: `${first.toFixed(0)} ms of translation`,
        },
        { name: `warm, ${warm.length} new texts, p50`, value: quantile(warm, 0.5), unit: "ms", budget: null, against: null },
        {
          name: `warm, ${warm.length} new texts, p95`,
          value: quantile(warm, 0.95),
          unit: "ms",
          budget: { value: 20, is: "at most" },
          against: null,
        },
      ];
    }),
};
