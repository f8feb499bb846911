import { minuteLabelOf, msToInstant } from "../result/instant.ts";
import { type Histogram, type Span, spanOfBins } from "./bins.ts";
import type { AlertTick } from "./Histogram.tsx";
import styles from "./histogram.module.css";

type HistogramTableProps = { readonly data: Histogram; readonly alerts: readonly AlertTick[]; readonly onZoom: (span: Span) => void };

/** The figures of the histogram as rows of a table: bins with something in them, and the alerts that fell into each. */
export function HistogramTable({ data, alerts, onZoom }: HistogramTableProps) {
  const isStacked = data.series.length > 1;
  const bins = data.totals.flatMap((total, bin) => {
    const span = spanOfBins(data, bin, bin);
    const raised = alerts.filter(({ atMs }) => atMs >= span.fromMs && atMs < span.toMs);
    return total === 0 && raised.length === 0 ? [] : [{ bin, total, span, raised }];
  });
  return (
    // Long tables must scroll by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles["tableScroller"]} tabIndex={0} role="region" aria-label="Histogram as a table">
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Rows</th>
            {isStacked &&
              data.series.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            <th scope="col">Alerts</th>
            <th scope="col">Zoom</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ bin, total, span, raised }) => (
            <tr key={bin}>
              <th scope="row">{data.widthMs < 60_000 ? msToInstant(span.fromMs) : minuteLabelOf(span.fromMs)}</th>
              <td>{total.toLocaleString("en")}</td>
              {isStacked && data.series.map(({ label, counts }) => <td key={label}>{counts[bin]?.toLocaleString("en")}</td>)}
              <td>{raised.map(({ title }) => title).join(", ")}</td>
              <td>
                <button type="button" className={styles["link"]} onClick={() => onZoom(span)}>
                  Zoom in
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
