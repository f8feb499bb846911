import type { AlertDetail } from "@mailroom/server/contract";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { RowTable } from "../widgets/RowTable.tsx";
import styles from "./Triage.module.css";

/** The rows that made the rule fire. */
export function AlertRows({ alert }: { readonly alert: AlertDetail }) {
  return (
    <section aria-labelledby="alert-rows">
      <h3 id="alert-rows" className={styles["sectionTitle"]}>
        Rows behind this alert
      </h3>
      {alert.rows.length === 0 ? (
        <EmptyState isCompact headline="The rule kept no rows">
          Use “Hunt this” to see what it saw.
        </EmptyState>
      ) : (
        <RowTable label="Rows behind this alert" columns={alert.columns} rows={alert.rows} />
      )}
    </section>
  );
}
