import type { LibraryEntry } from "../library/parse-library.ts";
import { readLibrary } from "../library/scenario-library.ts";
import type { Scenario } from "../scenario/model.ts";
import { suggestName } from "../scenario/nearest-name.ts";
import { type CliContext, UsageError } from "./command.ts";
import { printFindings } from "./print-findings.ts";

/** One scenario folder, linted. @throws UsageError when there is none of this name. */
export async function findEntry(slug: string, context: CliContext): Promise<LibraryEntry> {
  const entries = await readLibrary(context.scenariosRoot);
  const found = entries.find((entry) => entry.slug === slug);
  if (found !== undefined) return found;
  const fix =
    suggestName(
      slug,
      entries.map((entry) => entry.slug),
    ) ?? "";
  throw new UsageError(`There is no scenario "${slug}" in ${context.scenariosRoot}. ${fix}`.trim());
}

/** A scenario that can be run; null after its errors have been printed. */
export async function findScenario(slug: string, context: CliContext): Promise<Scenario | null> {
  const { scenario, findings } = await findEntry(slug, context);
  if (scenario === null) printFindings(findings, context);
  return scenario;
}
