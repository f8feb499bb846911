import { Button, Menu, SegmentedControl } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { shortClockOf } from "../result/instant.ts";
import type { Rows } from "../state/run.ts";
import type { TabView } from "../state/tab-view.ts";
import styles from "./page.module.css";

type ResultFactsProps = {
  readonly result: Rows;
  readonly view: TabView;
  /** All rows of the table that was asked, if the query reads one. */
  readonly sourceCount: number | null;
  readonly shownColumns: readonly string[];
  readonly emptyCount: number;
  readonly newRowCount: number;
  readonly hasChart: boolean;
  readonly onRunAgain: () => void;
  readonly onChange: (change: Partial<TabView>) => void;
};

/** The line above the rows: how many, how long it took, as of when, and what is not shown. */
export function ResultFacts({
  result,
  view,
  sourceCount,
  shownColumns,
  emptyCount,
  newRowCount,
  hasChart,
  onRunAgain,
  onChange,
}: ResultFactsProps) {
  const { table } = result;
  const toggle = (name: string) => {
    const kept = shownColumns.includes(name) ? shownColumns.filter((one) => one !== name) : [...shownColumns, name];
    if (kept.length > 0) onChange({ columns: kept });
  };
  return (
    <div className={styles["facts"]}>
      <span className={styles["factsText"]}>{factsText(result, sourceCount)}</span>
      {table.isTruncated && (
        <span className={styles["truncated"]} title="The query matches more rows than are sent. Narrow it, or summarize.">
          first {table.rows.length.toLocaleString("en")} only
        </span>
      )}
      {newRowCount > 0 && (
        <button type="button" className={styles["pill"]} onClick={onRunAgain}>
          {newRowCount.toLocaleString("en")} new {newRowCount === 1 ? "event" : "events"} arrived: run again
        </button>
      )}
      <span className={styles["grow"]} />
      {hasChart && (
        <SegmentedControl
          aria-label="Show as"
          size="xs"
          value={view.shows}
          onChange={(shows) => onChange({ shows })}
          data={[
            { value: "chart", label: "Chart" },
            { value: "rows", label: "Table" },
          ]}
        />
      )}
      <Menu position="bottom-end" shadow="md" closeOnItemClick={false} withInitialFocusPlaceholder={false} width={280}>
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={14} />}>
            {shownColumns.length} of {table.columns.length} columns
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: "auto" }}>
          <Menu.Item onClick={() => onChange({ columns: null })}>Those that have values</Menu.Item>
          <Menu.Item onClick={() => onChange({ columns: table.columns.map(({ name }) => name) })}>
            All{emptyCount > 0 ? `, ${emptyCount} empty ones too` : ""}
          </Menu.Item>
          <Menu.Divider />
          {table.columns.map(({ name }) => (
            <Menu.Item
              key={name}
              role="menuitemcheckbox"
              aria-checked={shownColumns.includes(name)}
              onClick={() => toggle(name)}
              leftSection={<span aria-hidden="true">{shownColumns.includes(name) ? "✓" : "\u2007"}</span>}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** `128 rows of 4,210 · 38 ms · as of 14:02:11Z`. */
export function factsText(result: Rows, sourceCount: number | null): string {
  const count = result.table.rows.length;
  const of = sourceCount === null || sourceCount < count ? "" : ` of ${sourceCount.toLocaleString("en")}`;
  const { elapsedMs, asOf } = result.stats;
  return `${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}${of} · ${elapsedMs < 10 ? elapsedMs.toFixed(1) : Math.round(elapsedMs)} ms · as of ${shortClockOf(asOf)}`;
}
