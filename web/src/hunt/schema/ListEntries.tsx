import type { SchemaView } from "@mailroom/server/contract";
import { IconFileText, IconListDetails } from "@tabler/icons-react";
import styles from "./schema.module.css";

export type ListEntriesProps = Pick<SchemaView, "watchlists" | "files"> & { readonly onInsert: (text: string) => void };

/** Lists that come with the exercise; a press puts what reads one into the query. */
export function ListEntries({ watchlists, files, onInsert }: ListEntriesProps) {
  return (
    <>
      {watchlists.map(({ alias, columns, searchKey }) => (
        <li key={alias}>
          <button
            type="button"
            className={styles["table"]}
            title={`Columns: ${columns.join(", ")}. SearchKey is ${searchKey}.`}
            onClick={() => onInsert(`_GetWatchlist('${alias}')`)}
          >
            <IconListDetails size={14} aria-hidden="true" className={styles["icon"]} />
            <span className={styles["tableName"]}>{alias}</span>
            <span className={styles["count"]}>watchlist</span>
          </button>
        </li>
      ))}
      {files.map((address) => (
        <li key={address}>
          <button
            type="button"
            className={styles["table"]}
            title={`externaldata reads it from this exercise, not from a network: ${address}`}
            onClick={() => onInsert(`externaldata (line: string) ["${address.replace(/^\*/, "https://lists.example")}"]`)}
          >
            <IconFileText size={14} aria-hidden="true" className={styles["icon"]} />
            <span className={styles["tableName"]}>{address.replace(/^\*\//, "")}</span>
            <span className={styles["count"]}>file</span>
          </button>
        </li>
      ))}
    </>
  );
}
