import { Popover } from "@mantine/core";
import type { KqlColumn } from "@mailroom/server/contract";
import { IconListNumbers } from "@tabler/icons-react";
import { useState } from "react";
import { quoteNameIfNeeded } from "../kql/names.ts";
import type { ResultTable } from "../result/result-table.ts";
import { TopValuesList } from "./TopValuesList.tsx";
import styles from "./schema.module.css";

type FieldEntryProps = {
  readonly column: KqlColumn;
  readonly isFilled: boolean;
  readonly result: ResultTable | null;
  readonly onInsert: (text: string) => void;
  readonly onPivot: (columnName: string, valueIndex: number, mode: "include" | "exclude") => void;
};

/** A field: Enter or a double press inserts its name; the list button shows its most frequent values in the rows on the screen. */
export function FieldEntry({ column, isFilled, result, onInsert, onPivot }: FieldEntryProps) {
  const [isOpen, setOpen] = useState(false);
  const index = result?.columns.findIndex(({ name }) => name === column.name) ?? -1;
  return (
    <li className={styles["field"]} data-unfilled={!isFilled || undefined}>
      <button
        type="button"
        className={styles["fieldName"]}
        title={[column.doc ?? "", isFilled ? "" : "No sensor of this lab fills it.", "Double-click or Enter inserts it."]
          .filter(Boolean)
          .join(" ")}
        onDoubleClick={() => onInsert(quoteNameIfNeeded(column.name))}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onInsert(quoteNameIfNeeded(column.name));
        }}
      >
        <span>{column.name}</span>
        <span className={styles["type"]}>{column.type}</span>
      </button>
      {result !== null && index !== -1 && (
        <Popover opened={isOpen} onChange={setOpen} position="right-start" withArrow shadow="md" width={340} trapFocus returnFocus>
          <Popover.Target>
            <button
              type="button"
              className={styles["topButton"]}
              aria-label={`Top values of ${column.name}`}
              title="Top values in these rows"
              onClick={() => setOpen(!isOpen)}
            >
              <IconListNumbers size={14} aria-hidden="true" />
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={`Top values of ${column.name}`}>
            <TopValuesList table={result} column={index} onPivot={(value, mode) => onPivot(column.name, value, mode)} />
          </Popover.Dropdown>
        </Popover>
      )}
    </li>
  );
}
