import type { ChartModel } from "./chart-model.ts";
import styles from "./chart.module.css";

/** A bar chart lies on its side, so that long names have room. It is a table whose last column draws. */
export function BarList({ chart }: { readonly chart: ChartModel }) {
  return (
    <table className={styles["bars"]}>
      <tbody>{chart.stacking === "none" ? <SideBySide chart={chart} /> : <Stacked chart={chart} />}</tbody>
    </table>
  );
}

/** A bar for each value that is there. */
function SideBySide({ chart }: { readonly chart: ChartModel }) {
  const peak = Math.max(1e-9, ...chart.series.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))));
  return chart.categories.map((category, index) => {
    const filled = chart.series.flatMap(({ label, values }, at) => {
      const value = values[index] ?? null;
      return value === null ? [] : [{ label, value, at }];
    });
    return filled.map(({ label, value, at }, position) => (
      <tr key={`${category}:${label}`} data-series={at + 1}>
        <th scope="row">{position === 0 ? category || "(empty)" : ""}</th>
        <td className={styles["number"]}>{figure(value)}</td>
        <td className={styles["barCell"]} aria-hidden="true">
          <span className={styles["bar"]} style={{ width: `${(Math.abs(value) / peak) * 100}%` }} />
        </td>
      </tr>
    ));
  });
}

/** One bar a category, made of its series; with shares of a hundred all are equally long. */
function Stacked({ chart }: { readonly chart: ChartModel }) {
  const wholes = chart.categories.map((_, index) => chart.series.reduce((sum, { values }) => sum + Math.abs(values[index] ?? 0), 0));
  const peak = Math.max(1e-9, ...wholes);
  return chart.categories.map((category, index) => {
    const whole = chart.stacking === "stacked100" ? wholes[index] || 1 : peak;
    return (
      <tr key={category}>
        <th scope="row">{category || "(empty)"}</th>
        <td className={styles["number"]}>{figure(wholes[index] ?? 0)}</td>
        <td className={styles["barCell"]} aria-hidden="true">
          <span className={styles["stack"]}>
            {chart.series.map(({ label, values }, at) => (
              <span
                key={label}
                data-series={at + 1}
                className={styles["part"]}
                title={`${label}: ${figure(values[index] ?? 0)}`}
                style={{ width: `${(Math.abs(values[index] ?? 0) / whole) * 100}%` }}
              />
            ))}
          </span>
        </td>
      </tr>
    );
  });
}

function figure(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 2 });
}
