import type { ChartModel } from "./chart-model.ts";
import type { Extent } from "./stack.ts";
import styles from "./chart.module.css";

type MarksProps = {
  readonly chart: ChartModel;
  /** By series and category. */
  readonly extents: readonly (readonly (Extent | null)[])[];
  /** Position of each category in px. */
  readonly x: readonly number[];
  readonly y: (value: number) => number;
  /** Room of a category in px. */
  readonly slotPx: number;
};

/** What stands for the values: a line, an area, points or columns per series. */
export function Marks(props: MarksProps) {
  const { chart, extents } = props;
  return chart.series.map(({ label }, at) => (
    <g key={label} data-series={at + 1}>
      <Series {...props} extents={extents[at] ?? []} at={at} />
    </g>
  ));
}

function Series({
  chart,
  extents,
  x,
  y,
  slotPx,
  at,
}: Omit<MarksProps, "extents"> & { readonly extents: MarksProps["extents"][number]; readonly at: number }) {
  switch (chart.kind) {
    case "scatter":
      return extents.map((extent, index) =>
        extent === null ? null : (
          <circle key={index} cx={x[index]} cy={y(extent.to)} r={3.5} className={styles["point"]}>
            <title>{`${chart.categories[index]}: ${extent.to}`}</title>
          </circle>
        ),
      );
    case "column":
      return <Columns chart={chart} extents={extents} x={x} y={y} slotPx={slotPx} at={at} />;
    case "area":
      return (
        <>
          <path d={areaPath(extents, x, y)} className={styles["area"]} />
          <path d={linePath(extents, x, y)} className={styles["line"]} />
        </>
      );
    // The last three are not drawn on axes.
    case "line":
    case "bar":
    case "pie":
    case "card":
      return <path d={linePath(extents, x, y)} className={styles["line"]} />;
  }
}

/** Side by side, or on top of each other. */
function Columns({ chart, extents, x, y, slotPx, at }: Parameters<typeof Series>[0]) {
  const isStacked = chart.stacking !== "none";
  const barPx = Math.max(1, (slotPx * 0.8) / (isStacked ? 1 : chart.series.length));
  return extents.map((extent, index) =>
    extent === null ? null : (
      <rect
        key={index}
        className={styles["fill"]}
        x={(x[index] ?? 0) - slotPx * 0.4 + (isStacked ? 0 : at * barPx)}
        y={Math.min(y(extent.from), y(extent.to))}
        width={barPx}
        height={Math.abs(y(extent.from) - y(extent.to))}
      >
        <title>{`${chart.categories[index]}: ${chart.series[at]?.values[index] ?? "none"}`}</title>
      </rect>
    ),
  );
}

type Heights = (value: number) => number;

/** A line through the values; a missing one breaks it, a lonely one becomes a dot. */
function linePath(extents: readonly (Extent | null)[], x: readonly number[], y: Heights): string {
  return extents
    .map((extent, index) => {
      if (extent === null) return "";
      const isStart = (extents[index - 1] ?? null) === null;
      const isAlone = isStart && (extents[index + 1] ?? null) === null;
      const point = `${(x[index] ?? 0).toFixed(1)} ${y(extent.to).toFixed(1)}`;
      return isAlone ? `M${point}h0.01` : `${isStart ? "M" : "L"}${point}`;
    })
    .join("");
}

/** The same line, closed along where its values begin; a missing value counts as zero there. */
function areaPath(extents: readonly (Extent | null)[], x: readonly number[], y: Heights): string {
  const point = (value: number, index: number) => `${(x[index] ?? 0).toFixed(1)} ${y(value).toFixed(1)}`;
  const over = extents.map((extent, index) => point(extent?.to ?? 0, index));
  const under = extents.map((extent, index) => point(extent?.from ?? 0, index)).toReversed();
  return over.length === 0 ? "" : `M${[...over, ...under].join("L")}Z`;
}
