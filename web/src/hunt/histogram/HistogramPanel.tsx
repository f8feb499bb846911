import { ActionIcon, Select, Tooltip } from "@mantine/core";
import { IconChartBar, IconTable, IconZoomOut } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { cellText } from "../result/cell-text.ts";
import { instantToMs } from "../result/instant.ts";
import type { ResultTable } from "../result/result-table.ts";
import { binRows, type Span, spanOf, widthLabel } from "./bins.ts";
import { type AlertTick, Histogram } from "./Histogram.tsx";
import { HistogramTable } from "./HistogramTable.tsx";
import styles from "./histogram.module.css";

type HistogramPanelProps = {
  readonly table: ResultTable;
  /** The time range that was asked for; null shows the span of the rows. */
  readonly span: Span | null;
  readonly stackBy: string | null;
  readonly alerts: readonly AlertTick[];
  readonly canGoBack: boolean;
  readonly onStackBy: (column: string | null) => void;
  readonly onZoom: (span: Span) => void;
  readonly onBack: () => void;
};

/** The histogram with its controls: stack by a column, back, and the same figures as a table. */
export function HistogramPanel({ table, span, stackBy, alerts, canGoBack, onStackBy, onZoom, onBack }: HistogramPanelProps) {
  const [isTable, setIsTable] = useState(false);
  const data = useMemo(() => {
    const timesMs = table.rows.map((row) => {
      const cell = row.cells[table.timeColumn];
      return typeof cell === "string" ? instantToMs(cell) : Number.NaN;
    });
    const stackColumn = table.columns.findIndex((column) => column.name === stackBy);
    const labels = stackColumn === -1 ? null : table.rows.map((row) => cellText(row.cells[stackColumn] ?? null) || "(empty)");
    const shown = span ?? spanOf(timesMs);
    return shown === null ? null : binRows({ timesMs, labels }, shown);
  }, [table, span, stackBy]);
  if (data === null) return null;
  const shownAlerts = alerts.filter(({ atMs }) => atMs >= data.startMs && atMs < data.startMs + data.binCount * data.widthMs);
  const choices = table.columns
    .filter((column, index) => index !== table.timeColumn && column.type !== "datetime")
    .map((column) => column.name);
  return (
    <section aria-label="Histogram" className={styles["panel"]}>
      <div className={styles["controls"]}>
        <span className={styles["caption"]}>
          {table.columns[table.timeColumn]?.name} per {widthLabel(data.widthMs)}
          {table.isTruncated && ", of the rows shown"}
        </span>
        <Select
          aria-label="Stack the histogram by"
          placeholder="Stack by"
          data={choices}
          value={stackBy !== null && choices.includes(stackBy) ? stackBy : null}
          onChange={onStackBy}
          searchable
          clearable
          clearButtonProps={{ "aria-label": "Do not stack" }}
          w={170}
          flex="none"
        />
        <Tooltip label="Back to the range before (Esc in the histogram)">
          <ActionIcon aria-label="Back to the range before" disabled={!canGoBack} onClick={onBack}>
            <IconZoomOut size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={isTable ? "Show bars" : "Show as table"}>
          <ActionIcon
            aria-label={isTable ? "Show the histogram as bars" : "Show the histogram as a table"}
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      {data.series.length > 1 && (
        <ul className={styles["legend"]}>
          {data.series.map(({ label, total }, index) => (
            <li key={label} data-series={index + 1}>
              <span className={styles["swatch"]} data-series={index + 1} aria-hidden="true" />
              <span className={styles["legendLabel"]}>{label}</span> {total.toLocaleString("en")}
            </li>
          ))}
        </ul>
      )}
      {isTable ? (
        <HistogramTable data={data} alerts={shownAlerts} onZoom={onZoom} />
      ) : (
        <Histogram data={data} alerts={shownAlerts} onZoom={onZoom} onBack={onBack} />
      )}
    </section>
  );
}
