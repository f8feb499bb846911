import { KnownAnswers } from "./known-answers.ts";
import { parseLibrary, type LibraryEntry } from "./parse-library.ts";
import { queryFindings, withQueryFindings } from "./query-findings.ts";
import { readScenarioFiles } from "./read-scenario-files.ts";

/**
 * The wanted scenario folders below `root` with all that is wrong with them, what the query engine says of its functions, rules and proofs
 * included. Takes the engine's seconds of this process: for the command line, never for the server.
 */
export async function lintLibrary(root: string, isWanted: (slug: string) => boolean): Promise<readonly LibraryEntry[]> {
  const files = await readScenarioFiles(root);
  const entries = parseLibrary(files).filter(({ slug }) => isWanted(slug));
  return withQueryFindings(entries, queryFindings(entries, files.texts, new KnownAnswers(new Map())));
}
