import type { HistoryEntry } from "@mailroom/server/contract";
import { useMemo } from "react";
import { EmptyState } from "../../widgets/EmptyState.tsx";
import { buildHistoryTree, flattenHistory } from "../desk/history-tree.ts";
import { titleOf } from "../kql/statement-blocks.ts";
import { shortClockOf } from "../result/instant.ts";
import styles from "./schema.module.css";

export type HistoryListProps = { readonly entries: readonly HistoryEntry[]; readonly onRestore: (text: string) => void };

/** What was asked before, as the tree that an investigation is. A press opens the query in a tab. */
export function HistoryList({ entries, onRestore }: HistoryListProps) {
  const rows = useMemo(() => flattenHistory(buildHistoryTree(entries)), [entries]);
  if (rows.length === 0) {
    return (
      <EmptyState isCompact headline="Nothing asked yet">
        Every query that runs is kept here with what it found.
      </EmptyState>
    );
  }
  return (
    <ul className={styles["list"]}>
      {rows.map(({ node, depth }) => (
        <li key={node.entry.id} style={{ paddingLeft: depth * 12 }}>
          <button
            type="button"
            className={styles["sample"]}
            onClick={() => onRestore(node.entry.text)}
            title={node.entry.text.slice(0, 2000)}
          >
            <span className={styles["historyFacts"]}>
              <span data-outcome={node.entry.outcome}>{outcomeText(node.entry)}</span>
              <span>
                {shortClockOf(node.entry.simAt)} {node.runCount > 1 && `× ${node.runCount}`}
              </span>
            </span>
            <code>{titleOf(node.entry.text) ?? node.entry.text}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

function outcomeText(entry: HistoryEntry): string {
  switch (entry.outcome) {
    case "rows":
      return `${(entry.rowCount ?? 0).toLocaleString("en")}${entry.isTruncated ? "+" : ""} rows`;
    case "refused":
      return "not understood";
    case "cancelled":
      return "cancelled";
  }
}
