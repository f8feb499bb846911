import type { Alert } from "../state/alert.ts";
import { tablesNamedIn } from "../base/kql-words.ts";
import { presentSimTime } from "./instant.ts";

const ITEM_IDS_MAX = 100;

/**
 * KQL that shows just the rows behind an alert: by row identity where the rule kept it, else the rule's own query for the
 * alert's span of time.
 */
export function investigateQuery(
  alert: Pick<Alert, "number" | "itemIds" | "firstRowAt" | "lastRowAt">,
  ruleQuery: string,
  tableNames: readonly string[],
): string {
  const heading = `// Rows behind alert ${alert.number}`;
  const tables = tablesNamedIn(ruleQuery, tableNames);
  if (alert.itemIds.length === 0 || tables.length === 0) {
    return `${heading}, ${presentSimTime(alert.firstRowAt)} to ${presentSimTime(alert.lastRowAt)}\n${ruleQuery.trim()}`;
  }
  return `${heading}\n${rowsQuery(tables, alert.itemIds)}`;
}

/** KQL that shows these rows of a story step. */
export function tableQueryForRows(rows: readonly { readonly table: string; readonly itemId: string }[]): string {
  if (rows.length === 0) return "";
  const tables = [...new Set(rows.map(({ table }) => table))].sort();
  return rowsQuery(
    tables,
    rows.map(({ itemId }) => itemId),
  );
}

function rowsQuery(tables: readonly string[], itemIds: readonly string[]): string {
  const source = tables.length === 1 ? tables[0] : `union ${tables.join(", ")}`;
  const ids = itemIds.slice(0, ITEM_IDS_MAX).map((id) => `"${id}"`);
  return `${source}\n| where _ItemId in (${ids.join(", ")})\n| sort by TimeGenerated asc`;
}
