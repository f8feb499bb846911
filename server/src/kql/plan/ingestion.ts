import type { Column } from "./column.ts";
import type { Rel } from "./rel.ts";

/** Hidden column of every table: when a row could first be queried. No query can spell its name by accident. */
export const INGESTED = "$IngestionTime";

/**
 * The column that says when a row of this relation reached its table, as far down as rows keep their identity; null where
 * they are made by the query.
 */
export function ingestionColumn(rel: Rel): Column | null {
  switch (rel.kind) {
    case "scan":
    case "union":
      return rel.all.find((column) => column.name === INGESTED) ?? null;
    case "compute":
    case "window":
    case "filter":
    case "relabel":
    case "limit":
    case "limit-by":
    case "expand":
      return ingestionColumn(rel.input);
    case "join":
      return rel.joinKind === "rightanti" || rel.joinKind === "rightsemi" ? ingestionColumn(rel.right) : leftOf(rel);
    case "shared": {
      const inner = ingestionColumn(rel.input);
      return rel.renamed.find(({ from }) => from.id === inner?.id)?.to ?? null;
    }
    case "aggregate":
    case "range":
    case "rows":
    case "sequence":
      return null;
  }
}

/** Padded sides have columns of their own ids. */
function leftOf(rel: Extract<Rel, { readonly kind: "join" }>): Column | null {
  const left = ingestionColumn(rel.left);
  return rel.padded.find(({ from }) => from.id === left?.id)?.to ?? left;
}
