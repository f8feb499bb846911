import type { TechniqueDescription } from "../../range/technique-catalogue.ts";
import type { DeclaredFunction } from "../build/build-function.ts";
import type { FindingList } from "../finding-list.ts";
import type { ScenarioFiles } from "../read-files.ts";

/** What every lint rule looks at. `tables` is null where the caller does not know the tables; then they go unchecked. */
export interface LintContext {
  readonly files: ScenarioFiles;
  readonly techniques: readonly TechniqueDescription[];
  readonly tables: readonly string[] | null;
  /** Those that queries of this scenario can call. */
  readonly functions: readonly DeclaredFunction[];
  /** Columns of a table; none of one that does not exist. */
  readonly columnsOf: (table: string) => readonly string[];
  readonly findings: FindingList;
}

/** Ids of the story's steps in file order; empty when there is no readable story. */
export function stepIdsOf(files: ScenarioFiles): string[] {
  return files.story?.data.steps.map(({ id }) => id) ?? [];
}
