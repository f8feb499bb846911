import { ActionIcon } from "@mantine/core";
import { IconFilter, IconFilterOff } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ResultTable } from "../result/result-table.ts";
import { topValues } from "../result/top-values.ts";
import styles from "./schema.module.css";

type TopValuesListProps = {
  readonly table: ResultTable;
  readonly column: number;
  /** Filters on the value at this place of the list. */
  readonly onPivot: (valueIndex: number, mode: "include" | "exclude") => void;
};

/** The ten most frequent values of a field in the rows on the screen, with share and sample size. */
export function TopValuesList({ table, column, onPivot }: TopValuesListProps) {
  const top = useMemo(() => topValues(table, column), [table, column]);
  const name = table.columns[column]?.name ?? "";
  return (
    <div>
      <p className={styles["topCaption"]}>
        <strong>{name}</strong>: {top.distinctCount.toLocaleString("en")} different values in {top.sampleSize.toLocaleString("en")} rows
        {table.isTruncated && " (the first of more)"}
      </p>
      <ol className={styles["topList"]}>
        {top.values.map((value, index) => (
          <li key={`${value.cell === null ? "n" : "v"}${value.text}`}>
            <span className={styles["bar"]} style={{ width: `${value.share * 100}%` }} aria-hidden="true" />
            <span className={styles["topText"]} title={value.text}>
              {value.cell === null ? <i>null</i> : value.text === "" ? <i>empty</i> : value.text}
            </span>
            <span className={styles["share"]}>
              {value.count.toLocaleString("en")} · {(value.share * 100).toFixed(value.share < 0.1 ? 1 : 0)} %
            </span>
            <ActionIcon size={24} aria-label={`Only rows with ${value.text}`} title="Only these" onClick={() => onPivot(index, "include")}>
              <IconFilter size={13} />
            </ActionIcon>
            <ActionIcon size={24} aria-label={`Without ${value.text}`} title="Without these" onClick={() => onPivot(index, "exclude")}>
              <IconFilterOff size={13} />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </div>
  );
}
