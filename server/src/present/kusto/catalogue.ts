import type { KqlTable } from "../../../contract/index.ts";

/** A function that every query of the exercise may call, as schema commands list it. */
export interface CatalogueFunction {
  readonly name: string;
  /** `(from:datetime, to:datetime=now())`. */
  readonly parameters: string;
  readonly body: string;
  readonly doc: string;
}

/** What management commands tell of an exercise: one read-only database with the team's tables. */
export interface Catalogue {
  readonly database: string;
  readonly prettyName: string;
  readonly databaseId: string;
  readonly tables: readonly KqlTable[];
  readonly functions: readonly CatalogueFunction[];
  /** Visible rows per table as of the exercise's clock. */
  readonly counts: ReadonlyMap<string, number>;
  readonly person: { readonly id: string; readonly displayName: string };
  readonly version: string;
}
