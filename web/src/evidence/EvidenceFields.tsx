import type { EvidenceView } from "@mailroom/server/contract";
import { cellText } from "../base/cell-text.ts";
import styles from "./Evidence.module.css";

/** The first fields are enough to recognise a row; the rest folds out. */
const FIRST = 8;

/** A pinned row's fields that hold something, as plain text. */
export function EvidenceFields({ piece }: { readonly piece: EvidenceView }) {
  if (piece.kind === "nothing-found") return <pre className={styles["query"]}>{piece.queryText}</pre>;
  const fields = piece.columns
    .map((column, index) => ({ name: column.name, text: cellText(piece.cells[index]) }))
    .filter((field) => field.text !== "");
  const rest = fields.slice(FIRST);
  return (
    <>
      <FieldList fields={fields.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details className={styles["more"]}>
          <summary>{rest.length} more fields</summary>
          <FieldList fields={rest} />
        </details>
      )}
    </>
  );
}

function FieldList({ fields }: { readonly fields: readonly { readonly name: string; readonly text: string }[] }) {
  return (
    <dl className={styles["fields"]}>
      {fields.map((field) => (
        <div key={field.name} className={styles["field"]}>
          <dt>{field.name}</dt>
          <dd>{field.text}</dd>
        </div>
      ))}
    </dl>
  );
}
