import { Slug, type ScenarioCard } from "../../contract/index.ts";
import type { ScenarioLibrary } from "../exercise/scenario-library.ts";
import { LOG_TABLES } from "../logs/catalogue.ts";
import { TECHNIQUES } from "../range/intruders/catalogue.ts";
import type { Scenario } from "../scenario/model.ts";
import { parseScenario, type ParsedScenario } from "../scenario/parse-scenario.ts";
import { type FunctionFindings, lintQueries } from "./lint-queries.ts";
import { readScenarioFiles, signScenarioFiles, type ScenarioFileSet } from "./read-scenario-files.ts";

/** One scenario folder with what is wrong with it. */
export interface LibraryEntry extends ParsedScenario {
  readonly slug: string;
}

/** Every scenario folder below `root`, linted against this lab's techniques and tables. */
export async function readLibrary(root: string): Promise<readonly LibraryEntry[]> {
  return parseAll(await readScenarioFiles(root));
}

/** The same, and what the query engine says of rules and proofs; slower by the second that the engine needs to wake up. */
export async function lintLibrary(root: string): Promise<readonly LibraryEntry[]> {
  const files = await readScenarioFiles(root);
  return withAllQueryFindings(parseAll(files), files.texts);
}

function withAllQueryFindings(entries: readonly LibraryEntry[], texts: ReadonlyMap<string, string>): LibraryEntry[] {
  const known: FunctionFindings = new Map();
  return entries.map((entry) => {
    const refused = entry.scenario === null ? [] : lintQueries(entry.scenario, texts, known);
    return { ...entry, findings: [...entry.findings, ...refused] };
  });
}

interface Shelf {
  readonly files: ScenarioFileSet;
  readonly entries: readonly LibraryEntry[];
  /** With what the query engine says; only authors ask for it, so it waits until one does. */
  linted: readonly LibraryEntry[] | null;
}

/** The scenarios on disk. Files are read again when one of them has changed, so an author sees a mistake mended at once. */
export function openScenarioLibrary(root: string): ScenarioLibrary {
  let cached: Shelf | null = null;
  const read = async (): Promise<Shelf> => {
    const signature = await signScenarioFiles(root);
    if (cached?.files.signature === signature) return cached;
    const files = await readScenarioFiles(root);
    cached = { files, entries: parseAll(files), linted: null };
    return cached;
  };
  const entries = async (): Promise<readonly LibraryEntry[]> => (await read()).entries;
  return {
    async list() {
      return (await entries()).flatMap(({ slug, scenario }) => (scenario === null || !isPlayable(slug) ? [] : [cardOf(scenario)]));
    },
    async studio() {
      const shelf = await read();
      shelf.linted ??= withAllQueryFindings(shelf.entries, shelf.files.texts);
      return shelf.linted
        .filter(({ slug }) => !slug.startsWith("_"))
        .map(({ slug, scenario, findings }) => ({ slug, card: scenario === null ? null : cardOf(scenario), findings: [...findings] }));
    },
    async get(slug) {
      const found = (await entries()).find((entry) => entry.slug === slug);
      return found === undefined || !isPlayable(slug) ? null : found.scenario;
    },
  };
}

/** Only allow-listed words of a scenario: nothing that gives the story away. */
export function cardOf({ slug, meta }: Scenario): ScenarioCard {
  const { title, summary, level, minutes, audience, objectives, skills, isGuided } = meta;
  return { slug, title, summary, level, minutes, audience, objectives: objectives.map(({ text }) => text), skills: [...skills], isGuided };
}

function parseAll({ texts, slugs }: ScenarioFileSet): LibraryEntry[] {
  const tables = new Map(LOG_TABLES.map(({ name, filled }) => [name, filled]));
  return slugs.map((slug) => ({ slug, ...parseScenario(texts, slug, TECHNIQUES, tables) }));
}

function isPlayable(slug: string): boolean {
  return Slug.safeParse(slug).success;
}
