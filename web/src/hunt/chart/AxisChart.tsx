import { useWidth } from "../histogram/use-width.ts";
import type { ChartModel } from "./chart-model.ts";
import { summaryOf } from "./chart-summary.ts";
import { niceCeiling } from "./scale.ts";
import styles from "./chart.module.css";

const HEIGHT_PX = 280;
const LEFT_PX = 64;
const BOTTOM_PX = 28;
const TOP_PX = 10;
const PLOT_PX = HEIGHT_PX - TOP_PX - BOTTOM_PX;

/** Lines over time, or columns over categories, with an axis of values at the left. */
export function AxisChart({ chart }: { readonly chart: ChartModel }) {
  const [host, widthPx] = useWidth<HTMLDivElement>();
  const plotWidthPx = Math.max(50, widthPx - LEFT_PX - 12);
  const peak = niceCeiling(Math.max(0, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const x = positions(chart, plotWidthPx);
  const y = (value: number) => TOP_PX + PLOT_PX - (Math.max(0, value) / peak) * PLOT_PX;
  const slotPx = plotWidthPx / Math.max(1, chart.categories.length);
  const barPx = Math.max(1, (slotPx * 0.8) / chart.series.length);
  const labelEvery = Math.max(1, Math.ceil(chart.categories.length / Math.max(1, Math.floor(plotWidthPx / 120))));
  return (
    <div ref={host}>
      <svg role="img" aria-label={summaryOf(chart)} width={widthPx} height={HEIGHT_PX} className={styles["svg"]}>
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <g key={part}>
            <line x1={LEFT_PX} x2={LEFT_PX + plotWidthPx} y1={y(peak * part)} y2={y(peak * part)} className={styles["grid"]} />
            <text x={LEFT_PX - 8} y={y(peak * part) + 4} textAnchor="end" className={styles["label"]}>
              {(peak * part).toLocaleString("en", { maximumFractionDigits: 2 })}
            </text>
          </g>
        ))}
        {chart.categories.map((category, index) =>
          index % labelEvery === 0 ? (
            <text key={category} x={LEFT_PX + (x[index] ?? 0)} y={HEIGHT_PX - 8} textAnchor="middle" className={styles["label"]}>
              {chart.timesMs === null ? category.slice(0, 18) : category.slice(5, 16).replace("T", " ")}
            </text>
          ) : null,
        )}
        {chart.series.map(({ label, values }, at) =>
          chart.kind === "line" ? (
            <path
              key={label}
              d={linePath(values, x, y)}
              className={styles["line"]}
              data-series={at + 1}
              transform={`translate(${LEFT_PX} 0)`}
            />
          ) : (
            <g key={label} data-series={at + 1} className={styles["fill"]} transform={`translate(${LEFT_PX} 0)`}>
              {values.map((value, index) => (
                <rect
                  key={chart.categories[index]}
                  x={(x[index] ?? 0) - slotPx * 0.4 + at * barPx}
                  y={y(value ?? 0)}
                  width={barPx}
                  height={TOP_PX + PLOT_PX - y(value ?? 0)}
                >
                  <title>{`${chart.categories[index]}: ${value ?? "none"}`}</title>
                </rect>
              ))}
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

function positions(chart: ChartModel, widthPx: number): number[] {
  const times = chart.timesMs;
  if (times === null || chart.kind === "column")
    return chart.categories.map((_, index) => ((index + 0.5) / chart.categories.length) * widthPx);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return times.map((time) => (last === first ? widthPx / 2 : ((time - first) / (last - first)) * widthPx));
}

/** A line through the values; a missing one breaks it, a lonely one becomes a dot. */
function linePath(values: readonly (number | null)[], x: readonly number[], y: (value: number) => number): string {
  return values
    .map((value, index) => {
      if (value === null) return "";
      const isStart = (values[index - 1] ?? null) === null;
      const isAlone = isStart && (values[index + 1] ?? null) === null;
      const point = `${(x[index] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
      return isAlone ? `M${point}h0.01` : `${isStart ? "M" : "L"}${point}`;
    })
    .join("");
}
