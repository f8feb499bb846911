import { Tabs } from "@mantine/core";
import { type Rows, tableTitle } from "../state/run.ts";

/** The tables of an answer that has several (statements after one another, `fork`, `facet`), first in front. */
export function TableTabs({ rows, onChoose }: { readonly rows: Rows; readonly onChoose: (position: number) => void }) {
  if (rows.tables.length < 2) return null;
  return (
    <Tabs value={String(rows.chosen)} onChange={(value) => value !== null && onChoose(Number(value))}>
      <Tabs.List aria-label="Tables of the result">
        {rows.tables.map((shown, position) => (
          <Tabs.Tab key={position} value={String(position)}>
            {tableTitle(shown, position)} · {shown.table.rows.length.toLocaleString("en")}
            {shown.table.isTruncated ? "+" : ""}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
