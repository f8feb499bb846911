import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { FileProblem } from "../../conformance/case-file.ts";
import { selectQueries, type PublishedQuery } from "../../conformance/published/select-queries.ts";
import { surveyLine, surveyPage, type Surveyed } from "../../conformance/published/survey-page.ts";
import { tryQuery, type TwinWorlds } from "../../conformance/published/try-query.ts";
import { ENGINE_VERSION } from "../../range/engine-version.ts";
import type { Scenario } from "../../scenario/model.ts";
import { withoutStory } from "../../scenario/without-story.ts";
import { createTelemetryStore } from "../../telemetry/telemetry-store.ts";
import { type Command, UsageError } from "../command.ts";
import { findScenario } from "../find-scenario.ts";
import { readArguments, readSeed } from "../read-arguments.ts";
import { readTextFile } from "../read-text-file.ts";

const USAGE = "mailroom kql published FILE.jsonl [--scenario SLUG] [--seed N] [--out FILE.md]";
const SCENARIO = "_every-technique";

export const kqlPublishedCommand: Command = {
  name: "kql published",
  usage: USAGE,
  summary:
    "Run published queries about mail servers over a scenario and over its twin without a story: which find the story, which only " +
    "ordinary life, which nothing and why. Writes the page docs/published-queries.md with --out.",
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      scenario: { type: "string" },
      seed: { type: "string" },
      out: { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw new UsageError(`Name one file of queries: ${USAGE}`);
    const seed = readSeed(values.seed);
    const queries = await readQueries(file);
    const scenario = await findScenario(values.scenario ?? SCENARIO, context);
    if (scenario === null) return 1;
    const surveyed = await withTwins(scenario, seed, async (worlds) => {
      const lines: Surveyed[] = [];
      for (const query of queries) {
        const tried = { query, outcome: await tryQuery(worlds, query.text) };
        lines.push(tried);
        context.print(surveyLine(tried));
      }
      return lines;
    });
    if (values.out !== undefined) await writeFile(resolve(values.out), surveyPage(surveyed));
    return 0;
  },
};

async function readQueries(file: string): Promise<PublishedQuery[]> {
  try {
    return selectQueries(await readTextFile(file), file);
  } catch (error) {
    if (error instanceof FileProblem) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

async function withTwins<T>(scenario: Scenario, seed: number, work: (worlds: TwinWorlds) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), "mailroom-published-"));
  const twins = [scenario, withoutStory(scenario)];
  const loadScenario = ({ scenarioHash }: { readonly scenarioHash: string }): Scenario | undefined =>
    twins.find(({ contentHash }) => contentHash === scenarioHash);
  const store = createTelemetryStore({ dataFolder, loadScenario, query: { processCount: 1 } });
  try {
    const [story, plain] = await Promise.all(
      twins.map(({ slug, contentHash }) =>
        store.ensureWorld({ slug, scenarioHash: contentHash, engineVersion: ENGINE_VERSION, seed }, () => undefined),
      ),
    );
    if (story === undefined || plain === undefined) throw new Error("there are two worlds");
    return await work({ story, plain });
  } finally {
    await store.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
