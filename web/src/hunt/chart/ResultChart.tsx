import type { ChartModel } from "./chart-model.ts";
import { AxisChart } from "./AxisChart.tsx";
import { BarList } from "./BarList.tsx";
import { CardChart } from "./CardChart.tsx";
import { PieChart } from "./PieChart.tsx";
import styles from "./chart.module.css";

/** The chart a query asked for. The same figures stand in the grid, one press away. */
export function ResultChart({ chart }: { readonly chart: ChartModel }) {
  const isOnAxes = chart.kind !== "bar" && chart.kind !== "pie" && chart.kind !== "card";
  const { leftOut } = chart;
  return (
    <figure className={styles["figure"]}>
      {chart.title !== null && <figcaption className={styles["title"]}>{chart.title}</figcaption>}
      {chart.kind === "card" && <CardChart chart={chart} />}
      {isOnAxes && <AxisChart chart={chart} />}
      {chart.kind === "bar" && <BarList chart={chart} />}
      {chart.kind === "pie" && <PieChart chart={chart} />}
      {chart.kind !== "pie" && chart.kind !== "card" && chart.series.length > 1 && (
        <ul className={styles["legend"]}>
          {chart.series.map(({ label }, index) => (
            <li key={label} data-series={index + 1}>
              <span className={styles["swatch"]} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
      )}
      {leftOut.series + leftOut.categories > 0 && (
        <p className={styles["leftOut"]}>
          Without room here: {leftOut.series > 0 && `${leftOut.series.toLocaleString("en")} smaller series`}
          {leftOut.series > 0 && leftOut.categories > 0 && ", "}
          {leftOut.categories > 0 && `${leftOut.categories.toLocaleString("en")} more values`}. The table has them all.
        </p>
      )}
    </figure>
  );
}
