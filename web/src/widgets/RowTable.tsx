import { cellText } from "../base/cell-text.ts";
import styles from "./RowTable.module.css";

interface Props {
  readonly label: string;
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A small read-only table of log rows. Values are text and nothing else, whatever they contain. */
export function RowTable({ label, columns, rows }: Props) {
  // Columns without a single value only cost width.
  const shown = columns.map((column, index) => ({ column, index })).filter(({ index }) => rows.some((row) => cellText(row[index]) !== ""));
  return (
    // It scrolls sideways, so the keyboard must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles["scroll"]} tabIndex={0} role="group" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {shown.map(({ column, index }) => (
              <th key={index} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // Rows of a finished result never move.
            // eslint-disable-next-line react/no-array-index-key
            <tr key={number}>
              {shown.map(({ index }) => (
                <td key={index}>{cellText(row[index])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
