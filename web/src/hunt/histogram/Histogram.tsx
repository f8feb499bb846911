import { useId } from "react";
import { minuteLabelOf } from "../result/instant.ts";
import { type Histogram as HistogramData, type Span, widthLabel } from "./bins.ts";
import { barPaths, timeTicks } from "./geometry.ts";
import styles from "./histogram.module.css";
import { useBinSelection } from "./use-bin-selection.ts";
import { useWidth } from "./use-width.ts";

export type AlertTick = { readonly id: string; readonly atMs: number; readonly title: string; readonly severity: string };

type HistogramProps = {
  readonly data: HistogramData;
  readonly alerts: readonly AlertTick[];
  readonly onZoom: (span: Span) => void;
  /** Escape with no selection: back to where one was before the last zoom. */
  readonly onBack: () => void;
};

const HEIGHT_PX = 92;
const AXIS_PX = 18;
const TICK_PX = 10;
const PLOT_PX = HEIGHT_PX - AXIS_PX - TICK_PX;

/**
 * Rows over time. Dragging, or Shift with the arrow keys, selects bins; Enter (or letting go) zooms into them, Escape gives
 * up the selection or goes back. To assistive technology it is a slider over the bins that says what each one holds.
 */
export function Histogram({ data, alerts, onZoom, onBack }: HistogramProps) {
  const [host, widthPx] = useWidth<HTMLDivElement>();
  const hintId = useId();
  const { bin, anchor, span, handlers } = useBinSelection(data, widthPx, onZoom, onBack);
  const binPx = widthPx / data.binCount;
  const words = describe(data, span);
  return (
    <div ref={host} className={styles["plot"]}>
      <span id={hintId} className="visually-hidden">
        Arrow keys move between bins, with Shift they select. Enter zooms in, Escape goes back.
      </span>
      <svg
        role="slider"
        tabIndex={0}
        aria-label="Rows over time"
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, data.binCount - 1)}
        aria-valuenow={bin}
        aria-valuetext={words}
        width={widthPx}
        height={HEIGHT_PX}
        {...handlers}
      >
        <line x1={0} x2={widthPx} y1={TICK_PX + PLOT_PX + 0.5} y2={TICK_PX + PLOT_PX + 0.5} className={styles["axis"]} />
        <rect x={bin * binPx} y={TICK_PX} width={Math.max(1, binPx)} height={PLOT_PX} className={styles["cursor"]} />
        {barPaths(data, widthPx, PLOT_PX).map(({ label, d }, index) => (
          <path
            key={label}
            d={d}
            transform={`translate(0 ${TICK_PX})`}
            className={styles["bars"]}
            data-series={data.series.length === 1 ? 0 : index + 1}
          />
        ))}
        {anchor !== null && (
          <rect
            x={Math.min(anchor, bin) * binPx}
            y={TICK_PX}
            width={(Math.abs(anchor - bin) + 1) * binPx}
            height={PLOT_PX}
            className={styles["selection"]}
          />
        )}
        {alerts.map((alert) => (
          <path
            key={alert.id}
            d="M-4 0 L4 0 L0 7 Z"
            transform={`translate(${xOf(data, alert.atMs, widthPx)} 1)`}
            className={styles["alert"]}
            data-severity={alert.severity}
          >
            <title>{alert.title}</title>
          </path>
        ))}
        {timeTicks(data, Math.max(2, Math.floor(widthPx / 130))).map((tick) => (
          <text key={tick.atMs} x={xOf(data, tick.atMs, widthPx)} y={HEIGHT_PX - 5} className={styles["tick"]} textAnchor={tick.anchor}>
            {tick.label}
          </text>
        ))}
      </svg>
      <div className={styles["readout"]} aria-hidden="true">
        {words}
      </div>
    </div>
  );
}

function xOf(data: HistogramData, atMs: number, widthPx: number): number {
  return ((atMs - data.startMs) / (data.binCount * data.widthMs)) * widthPx;
}

/** `2021-03-03 06:45Z – 06:50Z: 12 rows`. */
function describe(data: HistogramData, span: Span): string {
  const first = Math.round((span.fromMs - data.startMs) / data.widthMs);
  const last = Math.round((span.toMs - data.startMs) / data.widthMs);
  const count = data.totals.slice(first, last).reduce((sum, one) => sum + one, 0);
  const from = data.widthMs < 60_000 ? new Date(span.fromMs).toISOString().replace("T", " ") : minuteLabelOf(span.fromMs);
  return `${from} + ${widthLabel(span.toMs - span.fromMs)}: ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
}
