import type { ChartModel } from "./chart-model.ts";
import styles from "./chart.module.css";

/** The first row as large figures, each with its name. */
export function CardChart({ chart }: { readonly chart: ChartModel }) {
  return (
    <dl className={styles["cards"]}>
      {chart.series.map(({ label, values }) => (
        <div key={label} className={styles["card"]}>
          <dt>{label}</dt>
          <dd>{values[0]?.toLocaleString("en", { maximumFractionDigits: 2 }) ?? "none"}</dd>
        </div>
      ))}
    </dl>
  );
}
