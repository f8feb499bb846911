import type { KqlTable } from "../../../contract/index.ts";
import type { Column } from "../plan/column.ts";
import { INGESTED } from "../plan/ingestion.ts";
import type { Rel } from "../plan/rel.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { Span } from "../syntax/nodes.ts";
import type { Context } from "./scope.ts";

export const ITEM_ID = "_ItemId";

/** A fresh scan of a table of the exercise. `_ItemId` is there even when the published schema does not list it. */
export function scanTable(table: KqlTable, context: Context): Rel {
  const columns: Column[] = table.columns.map((column) => context.ids.create(column.name, column.type));
  const listed = columns.find((column) => column.name === ITEM_ID);
  const itemId = listed ?? context.ids.create(ITEM_ID, "string");
  const hidden = [...(listed === undefined ? [itemId] : []), context.ids.create(INGESTED, "datetime")];
  return { kind: "scan", table, columns, all: [...columns, ...hidden], itemId, ordering: [] };
}

export function tableNamed(name: string, span: Span, context: Context): Rel {
  const table = context.tables.get(name);
  if (table === undefined) throw refuse("kql/unknown-table", span, { name, nearest: nearest(name, context.tables.keys()) });
  return scanTable(table, context);
}

/** A pattern with `*` for any text, as names of tables are matched. */
export function wildcardPattern(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** Tables whose names match a pattern with `*`, in the order of their names. */
export function tablesMatching(pattern: string, context: Context): KqlTable[] {
  const matcher = wildcardPattern(pattern);
  return [...context.tables.values()].filter((table) => matcher.test(table.name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
