import type { ChartModel } from "./chart-model.ts";
import styles from "./chart.module.css";

/** A bar chart lies on its side, so that long names have room. It is a table whose last column draws. */
export function BarList({ chart }: { readonly chart: ChartModel }) {
  const peak = Math.max(1e-9, ...chart.series.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))));
  return (
    <table className={styles["bars"]}>
      <tbody>
        {chart.categories.map((category, index) =>
          chart.series.map(({ label, values }, at) => (
            <tr key={`${category}:${label}`} data-series={at + 1}>
              <th scope="row">{at === 0 ? category || "(empty)" : ""}</th>
              <td className={styles["number"]}>{(values[index] ?? 0).toLocaleString("en", { maximumFractionDigits: 2 })}</td>
              <td className={styles["barCell"]} aria-hidden="true">
                <span className={styles["bar"]} style={{ width: `${(Math.abs(values[index] ?? 0) / peak) * 100}%` }} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
