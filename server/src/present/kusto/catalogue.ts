import type { KqlFunction, KqlTable } from "../../../contract/index.ts";

/** What management commands tell of an exercise: one read-only database with the team's tables. */
export interface Catalogue {
  readonly database: string;
  readonly prettyName: string;
  readonly databaseId: string;
  readonly tables: readonly KqlTable[];
  readonly functions: readonly KqlFunction[];
  /** Visible rows per table as of the exercise's clock. */
  readonly counts: ReadonlyMap<string, number>;
  readonly person: { readonly id: string; readonly displayName: string };
  readonly version: string;
}
