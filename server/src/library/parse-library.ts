import { Slug } from "../../contract/index.ts";
import { LOG_TABLES } from "../logs/catalogue.ts";
import { TECHNIQUES } from "../range/intruders/catalogue.ts";
import { parseScenario, type ParsedScenario } from "../scenario/parse-scenario.ts";
import type { ScenarioFileSet } from "./read-scenario-files.ts";

/** One scenario folder with what is wrong with it. */
export interface LibraryEntry extends ParsedScenario {
  readonly slug: string;
}

/** Every scenario, linted against this lab's techniques and tables. */
export function parseLibrary({ texts, slugs }: ScenarioFileSet): readonly LibraryEntry[] {
  const tables = new Map(LOG_TABLES.map(({ name, filled }) => [name, filled]));
  return slugs.map((slug) => ({ slug, ...parseScenario(texts, slug, TECHNIQUES, tables) }));
}

/** Scenarios whose name begins with an underscore are for authors to read and for tests. */
export function isPlayable(slug: string): boolean {
  return Slug.safeParse(slug).success;
}
