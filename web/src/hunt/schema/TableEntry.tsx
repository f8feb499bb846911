import type { KqlColumn, KqlTable } from "@mailroom/server/contract";
import { IconChevronDown, IconChevronRight, IconTable } from "@tabler/icons-react";
import { useState } from "react";
import { quoteNameIfNeeded } from "../kql/names.ts";
import type { ResultTable } from "../result/result-table.ts";
import { FieldEntry } from "./FieldEntry.tsx";
import styles from "./schema.module.css";

export type TableEntryProps = {
  readonly table: KqlTable;
  readonly columns: readonly KqlColumn[];
  readonly isFound: boolean;
  readonly rowCount: number;
  readonly result: ResultTable | null;
  readonly onInsert: (text: string) => void;
  readonly onOpenSample: (text: string) => void;
  readonly onPivot: (columnName: string, valueIndex: number, mode: "include" | "exclude") => void;
};

/** A table of the schema: a press opens it, a double press (or the button inside) puts its name into the query. */
export function TableEntry({ table, columns, isFound, rowCount, result, onInsert, onOpenSample, onPivot }: TableEntryProps) {
  const [isToggled, setToggled] = useState(false);
  const isOpen = isToggled !== isFound;
  const filled = new Set(table.filled);
  const unfilledCount = columns.filter((column) => !filled.has(column.name)).length;
  const [showsUnfilled, setShowsUnfilled] = useState(false);
  const shown = showsUnfilled || isFound ? columns : columns.filter((column) => filled.has(column.name));
  return (
    <li>
      <button
        type="button"
        className={styles["table"]}
        aria-expanded={isOpen}
        title={table.doc}
        onClick={() => setToggled(!isToggled)}
        onDoubleClick={() => onInsert(quoteNameIfNeeded(table.name))}
      >
        {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
        <IconTable size={14} aria-hidden="true" className={styles["icon"]} />
        <span className={styles["tableName"]}>{table.name}</span>
        <span className={styles["count"]} title={`${rowCount.toLocaleString("en")} rows visible now`}>
          {rowCount.toLocaleString("en")}
        </span>
      </button>
      {isOpen && (
        <div className={styles["tableBody"]}>
          <p className={styles["doc"]}>{table.doc}</p>
          {table.blindSpot !== "" && (
            <p className={styles["doc"]}>
              <strong>Misses:</strong> {table.blindSpot}
            </p>
          )}
          <div className={styles["buttons"]}>
            <button type="button" className={styles["link"]} onClick={() => onInsert(quoteNameIfNeeded(table.name))}>
              Insert name
            </button>
            {table.sample !== "" && (
              <button type="button" className={styles["link"]} onClick={() => onOpenSample(table.sample)}>
                Sample query
              </button>
            )}
          </div>
          <ul className={styles["fields"]}>
            {shown.map((column) => (
              <FieldEntry
                key={column.name}
                column={column}
                isFilled={filled.has(column.name)}
                result={result}
                onInsert={onInsert}
                onPivot={onPivot}
              />
            ))}
          </ul>
          {unfilledCount > 0 && !isFound && (
            <button type="button" className={styles["link"]} aria-expanded={showsUnfilled} onClick={() => setShowsUnfilled(!showsUnfilled)}>
              {showsUnfilled ? "Hide fields that no sensor fills here" : `Show ${unfilledCount} fields that no sensor fills here`}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
