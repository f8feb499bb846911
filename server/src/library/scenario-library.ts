import type { ScenarioCard } from "../../contract/index.ts";
import type { ScenarioLibrary } from "../exercise/scenario-library.ts";
import type { Scenario } from "../scenario/model.ts";
import type { Answers } from "./known-answers.ts";
import { findInProcess } from "./lint-process.ts";
import { isPlayable, parseLibrary, type LibraryEntry } from "./parse-library.ts";
import { withQueryFindings } from "./query-findings.ts";
import { readScenarioFiles, signScenarioFiles } from "./read-scenario-files.ts";

/** Every scenario folder below `root`, linted against this lab's techniques and tables. */
export async function readLibrary(root: string): Promise<readonly LibraryEntry[]> {
  return parseLibrary(await readScenarioFiles(root));
}

interface Shelf {
  readonly signature: string;
  readonly entries: readonly LibraryEntry[];
  /** Those that can be played, with what the query engine says; only authors ask for it, so it waits until one does. */
  linted: Promise<readonly LibraryEntry[]> | null;
}

/** The scenarios on disk. Files are read again when one of them has changed, so an author sees a mistake mended at once. */
export function openScenarioLibrary(root: string): ScenarioLibrary {
  let cached: Shelf | null = null;
  let known: Answers = new Map();
  const read = async (): Promise<Shelf> => {
    const signature = await signScenarioFiles(root);
    if (cached?.signature === signature) return cached;
    const files = await readScenarioFiles(root);
    cached = { signature: files.signature, entries: parseLibrary(files), linted: null };
    return cached;
  };
  const lint = async (shelf: Shelf): Promise<readonly LibraryEntry[]> => {
    const found = await findInProcess({ root, known });
    known = found.known;
    return withQueryFindings(
      shelf.entries.filter(({ slug }) => isPlayable(slug)),
      found.findings,
    );
  };
  return {
    async list() {
      return (await read()).entries.flatMap(({ slug, scenario }) => (scenario === null || !isPlayable(slug) ? [] : [cardOf(scenario)]));
    },
    async studio() {
      const shelf = await read();
      shelf.linted ??= lint(shelf);
      // What could not be checked now is checked when somebody asks again.
      shelf.linted.catch(() => (shelf.linted = null));
      return (await shelf.linted).map(({ slug, scenario, findings }) => ({
        slug,
        card: scenario === null ? null : cardOf(scenario),
        findings: [...findings],
      }));
    },
    async get(slug) {
      const found = (await read()).entries.find((entry) => entry.slug === slug);
      return found === undefined || !isPlayable(slug) ? null : found.scenario;
    },
  };
}

/** Only allow-listed words of a scenario: nothing that gives the story away. */
export function cardOf({ slug, meta }: Scenario): ScenarioCard {
  const { title, summary, level, minutes, audience, objectives, skills, isGuided } = meta;
  return { slug, title, summary, level, minutes, audience, objectives: objectives.map(({ text }) => text), skills: [...skills], isGuided };
}
