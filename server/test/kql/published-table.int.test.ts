import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selectQueries, type PublishedQuery } from "../../src/conformance/published/select-queries.ts";
import { surveyLine } from "../../src/conformance/published/survey-page.ts";
import { tryQuery, type TwinWorlds } from "../../src/conformance/published/try-query.ts";
import { readLibrary } from "../../src/library/scenario-library.ts";
import { LOG_TABLES } from "../../src/logs/catalogue.ts";
import { ENGINE_VERSION } from "../../src/range/engine-version.ts";
import type { Scenario } from "../../src/scenario/model.ts";
import { withoutStory } from "../../src/scenario/without-story.ts";
import { SCENARIOS_ROOT } from "../fixtures/first-scenario.ts";
import { QuickWorlds } from "../harness/quick-worlds.ts";

const SHARED = process.env["MAILROOM_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const QUERIES = resolve(SHARED, "kql/published-queries.jsonl");
const PAGE = resolve(import.meta.dirname, "../../../docs/published-queries.md");
const SLUG = "_every-technique";
const SEED = 1;
/** Every so many queries are run again: of those that find something, of those that find nothing. The command runs all. */
const STRIDES = { found: 3, silent: 12 };

const page = readFileSync(PAGE, "utf8").split("\n");
const lineOf = (id: string): string | undefined => page.find((line) => line.startsWith(`| ${id} |`));

describe.skipIf(!existsSync(QUERIES))(`the page of published queries (needs ${QUERIES}; npx mailroom kql published writes it)`, () => {
  const queries = selectQueries(readFileSync(QUERIES, "utf8"), QUERIES);
  const [silentAt, refusedAt] = [page.indexOf("## Find nothing"), page.indexOf("## Cannot be run here")];
  const between = (from: number, to: number): PublishedQuery[] =>
    queries.filter(({ id }) => {
      const at = page.indexOf(lineOf(id) ?? "");
      return from < at && at < to;
    });
  const chosen = [
    ...between(0, silentAt).filter((_, index) => index % STRIDES.found === 0),
    ...between(silentAt, refusedAt).filter((_, index) => index % STRIDES.silent === 0),
    // A refusal costs little, and every step of the language may end one.
    ...between(refusedAt, page.length),
  ];
  let worlds: TwinWorlds;
  const built: QuickWorlds[] = [];

  const build = async (scenario: Scenario): Promise<TwinWorlds["story"]> => {
    const texts = [...queries.map(({ text }) => text), ...scenario.workspace.functions.map(({ body }) => body)].join("\n");
    const tables = LOG_TABLES.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(texts));
    const quick = new QuickWorlds(scenario, tables);
    built.push(quick);
    return quick.ensureWorld({ slug: SLUG, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed: SEED });
  };

  beforeAll(async () => {
    const scenario = (await readLibrary(SCENARIOS_ROOT)).find(({ slug }) => slug === SLUG)?.scenario;
    if (scenario == null) throw new Error(`${SLUG} does not lint`);
    worlds = { story: await build(scenario), plain: await build(withoutStory(scenario)) };
  }, 480_000);

  afterAll(() => Promise.all(built.map((each) => each.close())));

  it("has a row for each of them, and for no other", () => {
    const rows = page.flatMap((line) => /^\| (q\d+) \|/.exec(line)?.[1] ?? []);
    expect(rows.toSorted()).toEqual(queries.map(({ id }) => id).toSorted());
  });

  it("says what comes out when they are run", async () => {
    expect(chosen.length).toBeGreaterThan(10);
    const tried: string[] = [];
    for (const query of chosen) tried.push(surveyLine({ query, outcome: await tryQuery(worlds, query.text) }));
    expect(tried).toEqual(chosen.map(({ id }) => lineOf(id)));
  }, 480_000);
});
