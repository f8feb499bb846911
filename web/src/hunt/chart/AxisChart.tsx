import { useWidth } from "../histogram/use-width.ts";
import type { ChartModel } from "./chart-model.ts";
import { summaryOf } from "./chart-summary.ts";
import { Marks } from "./Marks.tsx";
import { niceCeiling } from "./scale.ts";
import { extentsOf } from "./stack.ts";
import styles from "./chart.module.css";

const HEIGHT_PX = 280;
const LEFT_PX = 64;
const BOTTOM_PX = 28;
const TOP_PX = 10;
const PLOT_PX = HEIGHT_PX - TOP_PX - BOTTOM_PX;
/** Of a label under the axis, with the space around it. */
const LABEL_PX = 120;

/** Lines, areas, points or columns over times, numbers or categories, with an axis of values at the left. */
export function AxisChart({ chart }: { readonly chart: ChartModel }) {
  const [host, widthPx] = useWidth<HTMLDivElement>();
  const plotWidthPx = Math.max(50, widthPx - LEFT_PX - 12);
  const extents = extentsOf(chart);
  const ends = extents.flat().flatMap((extent) => (extent === null ? [] : [extent.to]));
  const top = chart.stacking === "stacked100" ? 100 : niceCeiling(Math.max(0, ...ends));
  const lowest = Math.min(0, ...ends);
  const bottom = lowest < 0 ? -niceCeiling(-lowest) : 0;
  const x = positionsOf(chart, plotWidthPx);
  const y = (value: number) => TOP_PX + ((top - value) / (top - bottom)) * PLOT_PX;
  const marks = [...new Set([bottom, bottom / 2, 0, top / 4, top / 2, (top * 3) / 4, top])];
  return (
    <div ref={host}>
      <svg role="img" aria-label={summaryOf(chart)} width={widthPx} height={HEIGHT_PX} className={styles["svg"]}>
        {marks.map((value) => (
          <g key={value}>
            <line x1={LEFT_PX} x2={LEFT_PX + plotWidthPx} y1={y(value)} y2={y(value)} className={styles["grid"]} />
            <text x={LEFT_PX - 8} y={y(value) + 4} textAnchor="end" className={styles["label"]}>
              {value.toLocaleString("en", { maximumFractionDigits: 2 })}
              {chart.stacking === "stacked100" ? " %" : ""}
            </text>
          </g>
        ))}
        {labelsOf(chart, x).map(({ text, at }) => (
          <text key={at} x={LEFT_PX + at} y={HEIGHT_PX - 8} textAnchor="middle" className={styles["label"]}>
            {text}
          </text>
        ))}
        <g transform={`translate(${LEFT_PX} 0)`}>
          <Marks chart={chart} extents={extents} x={x} y={y} slotPx={plotWidthPx / Math.max(1, chart.categories.length)} />
        </g>
      </svg>
    </div>
  );
}

function positionsOf({ positions, kind, categories }: ChartModel, widthPx: number): number[] {
  if (positions === null || kind === "column") return categories.map((_, index) => ((index + 0.5) / categories.length) * widthPx);
  const first = positions.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = positions.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return positions.map((position) => (last === first ? widthPx / 2 : ((position - first) / (last - first)) * widthPx));
}

/** Labels from left to right, as many as have room. */
function labelsOf({ categories, isTime }: ChartModel, x: readonly number[]): { readonly text: string; readonly at: number }[] {
  const labels: { text: string; at: number }[] = [];
  const ordered = categories.map((category, index) => ({ category, at: x[index] ?? 0 })).toSorted((a, b) => a.at - b.at);
  for (const { category, at } of ordered) {
    if (labels.length > 0 && at - (labels.at(-1)?.at ?? 0) < LABEL_PX) continue;
    labels.push({ text: isTime ? category.slice(5, 16).replace("T", " ") : category.slice(0, 18) || "(empty)", at });
  }
  return labels;
}
