import type { ChartModel } from "./chart-model.ts";
import { AxisChart } from "./AxisChart.tsx";
import { BarList } from "./BarList.tsx";
import { PieChart } from "./PieChart.tsx";
import styles from "./chart.module.css";

/** The chart a query asked for. The same figures stand in the grid, one press away. */
export function ResultChart({ chart }: { readonly chart: ChartModel }) {
  return (
    <figure className={styles["figure"]}>
      {chart.title !== null && <figcaption className={styles["title"]}>{chart.title}</figcaption>}
      {(chart.kind === "line" || chart.kind === "column") && <AxisChart chart={chart} />}
      {chart.kind === "bar" && <BarList chart={chart} />}
      {chart.kind === "pie" && <PieChart chart={chart} />}
      {chart.kind !== "pie" && chart.series.length > 1 && (
        <ul className={styles["legend"]}>
          {chart.series.map(({ label }, index) => (
            <li key={label} data-series={index + 1}>
              <span className={styles["swatch"]} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
