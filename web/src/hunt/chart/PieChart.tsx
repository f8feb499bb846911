import { summaryOf } from "./chart-summary.ts";
import type { ChartModel } from "./chart-model.ts";
import { pieSlices } from "./scale.ts";
import styles from "./chart.module.css";

const RADIUS_PX = 110;

/** Shares of a whole. The list beside it says in words what the slices show. */
export function PieChart({ chart }: { readonly chart: ChartModel }) {
  const slices = pieSlices(chart.categories, chart.series[0]?.values ?? []);
  return (
    <div className={styles["pie"]}>
      <svg role="img" aria-label={summaryOf(chart)} width={RADIUS_PX * 2} height={RADIUS_PX * 2} viewBox="-1.02 -1.02 2.04 2.04">
        {slices.map((slice, index) => (
          <path key={slice.label} d={slice.path} className={styles["slice"]} data-series={(index % 6) + 1} />
        ))}
      </svg>
      <ol className={styles["pieLegend"]}>
        {slices.map((slice, index) => (
          <li key={slice.label} data-series={(index % 6) + 1}>
            <span className={styles["swatch"]} aria-hidden="true" />
            {slice.label}: {slice.value.toLocaleString("en")} ({(slice.share * 100).toFixed(1)} %)
          </li>
        ))}
      </ol>
    </div>
  );
}
