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
  const source = tables.length === 1 ? tables[0] : `union ${tables.join(", ")}`;
  const ids = alert.itemIds.slice(0, ITEM_IDS_MAX).map((id) => `"${id}"`);
  return `${heading}\n${source}\n| where _ItemId in (${ids.join(", ")})\n| sort by TimeGenerated asc`;
}
