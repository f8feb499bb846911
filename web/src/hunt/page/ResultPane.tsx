import type { Cell, KqlColumn, SchemaView } from "@mailroom/server/contract";
import { type RefObject, useMemo, useRef, useState } from "react";
import { useCommands } from "../../commands/registry.ts";
import { SplitPane } from "../../widgets/SplitPane.tsx";
import { toDrawing } from "../chart/chart-model.ts";
import { ResultChart } from "../chart/ResultChart.tsx";
import type { CellPlace } from "../grid/move-cell.ts";
import { ResultGrid } from "../grid/ResultGrid.tsx";
import type { GridHandle } from "../grid/use-grid-focus.ts";
import type { Span } from "../histogram/bins.ts";
import type { AlertTick } from "../histogram/Histogram.tsx";
import { HistogramPanel } from "../histogram/HistogramPanel.tsx";
import { everythingAbout } from "../kql/entities.ts";
import { Inspector } from "../inspect/Inspector.tsx";
import { isPivotActive } from "../kql/pivot.ts";
import { sourceTable } from "../kql/source-table.ts";
import { instantToMs } from "../result/instant.ts";
import type { ResultRow } from "../result/result-table.ts";
import type { Rows } from "../state/run.ts";
import type { TabView } from "../state/tab-view.ts";
import { aroundQuery, type CellContext, cellActions } from "./cell-actions.ts";
import { columnActions, nextSort } from "./column-actions.ts";
import { filtersOnTime } from "./hunt-actions.ts";
import { NoteDialog } from "./NoteDialog.tsx";
import { type MenuPoint, PointMenu } from "./PointMenu.tsx";
import { ResultFacts } from "./ResultFacts.tsx";
import type { EvidenceActs } from "./use-evidence-acts.ts";
import { HEADER_ROW, type ResultView, rowName, useResultView } from "./use-result-view.ts";
import { useFavourites } from "./use-favourites.ts";
import styles from "./page.module.css";

export type ResultPaneProps = {
  readonly result: Rows;
  readonly view: TabView;
  readonly schema: SchemaView;
  readonly alerts: readonly AlertTick[];
  readonly evidence: EvidenceActs;
  readonly newRowCount: number;
  /** Another query is under way, or the last one gave no rows: these are from before. */
  readonly isStale: boolean;
  readonly onChange: (change: Partial<TabView>) => void;
  readonly onPivot: (column: KqlColumn, cell: Cell, mode: "include" | "exclude") => void;
  readonly onOpenQuery: (text: string) => void;
  readonly onRunAgain: () => void;
  readonly onZoom: (span: Span, timeColumn: string) => void;
  readonly onZoomBack: () => void;
};

/** Rows on the screen: facts, histogram, grid or chart, and the row panel beside them. */
export function ResultPane(props: ResultPaneProps) {
  const { result, view, schema, evidence, onChange } = props;
  const shown = useResultView(result.table, view);
  const grid = useRef<GridHandle>(null);
  const [noted, setNoted] = useState<CellContext | null>(null);
  const drawing = useMemo(() => (result.render === null ? null : toDrawing(result.table, result.render)), [result]);
  const chart = drawing?.kind === "chart" ? drawing.chart : null;
  const source = sourceTable(result.question.text, schema.tables);
  const isChart = chart !== null && view.shows === "chart";
  const main = (
    <div className={styles["results"]}>
      <ResultFacts
        result={result}
        view={view}
        sourceCount={source === null ? null : (schema.counts[source.name] ?? null)}
        shownColumns={shown.columns.map(({ name }) => name)}
        emptyCount={shown.emptyCount}
        newRowCount={props.newRowCount}
        hasChart={chart !== null}
        onRunAgain={props.onRunAgain}
        onChange={onChange}
      />
      {drawing?.kind === "none" && (
        <p role="status" className={styles["noChart"]}>
          {drawing.reason}
        </p>
      )}
      {result.table.timeColumn !== -1 && !isChart && <Timeline {...props} />}
      <div className={styles["gridHost"]} data-stale={props.isStale || undefined}>
        {isChart ? <ResultChart chart={chart} /> : <GridWithMenus {...props} shown={shown} grid={grid} onNote={setNoted} />}
      </div>
      {noted !== null && (
        <NoteDialog
          title="Pin with a note"
          hint="What does this row show, and why does it matter?"
          initial={evidence.noteOf(noted.row.itemId)}
          onSave={(note) => evidence.keep(noted.table, noted.row, noted.queryText, note)}
          onClose={() => {
            setNoted(null);
            // After the dialog has let go of the focus.
            requestAnimationFrame(() => grid.current?.focus());
          }}
        />
      )}
    </div>
  );
  return (
    <SplitPane
      sized="second"
      storageKey="hunt-inspect"
      defaultPx={380}
      minPx={260}
      maxPx={720}
      label="Row panel width"
      isCollapsed={!view.isInspecting || shown.current === null}
      first={main}
      second={shown.current !== null && <RowPanel {...props} row={shown.current} grid={grid} onNote={setNoted} />}
    />
  );
}

type GridRef = RefObject<GridHandle | null>;

function RowPanel({
  result,
  schema,
  evidence,
  row,
  grid,
  ...props
}: ResultPaneProps & { readonly row: ResultRow; readonly grid: GridRef; readonly onNote: (context: CellContext) => void }) {
  const { table, question } = result;
  const favourites = useFavourites();
  const around = aroundQuery(table, row, question.text, schema.tables);
  const context = contextAt(result, row, 0);
  return (
    <Inspector
      key={rowName(row)}
      table={table}
      row={row}
      isPinned={row.itemId !== null && evidence.pinned.has(row.itemId)}
      favourites={favourites.names}
      isActive={(column, cell, mode) => isPivotActive(question.text, column, cell, mode)}
      onPivot={props.onPivot}
      onFavourite={favourites.toggle}
      onPin={() => evidence.toggle(table, row, question.text)}
      onPinWithNote={() => context !== null && props.onNote(context)}
      onAround={around === null ? null : () => props.onOpenQuery(around)}
      onEverything={(entity) => props.onOpenQuery(everythingAbout(schema.tables, entity))}
      onClose={() => {
        props.onChange({ isInspecting: false });
        grid.current?.focus();
      }}
    />
  );
}

type GridWithMenusProps = ResultPaneProps & {
  readonly shown: ResultView;
  readonly grid: GridRef;
  readonly onNote: (context: CellContext) => void;
};

/** The grid, the menus of its cells and columns, and the same acts as commands. */
function GridWithMenus({ result, view, schema, evidence, shown, grid, onChange, ...props }: GridWithMenusProps) {
  const { rows, columns, place } = shown;
  const menus = useMenus(grid);
  const context = contextAt(result, rows[place.row], columns[place.column]?.index);
  const move = (to: CellPlace) => onChange({ row: nameOf(rows[to.row], to.row), column: columns[to.column]?.name ?? null });
  const inspect = (to: CellPlace) => {
    move(to);
    onChange({ isInspecting: true });
  };
  const actions = cellActions(context, {
    schema: schema.tables,
    evidence,
    onPivot: props.onPivot,
    onOpenQuery: props.onOpenQuery,
    onNote: props.onNote,
    onInspect: () => inspect(place),
  });
  // Enter belongs to whatever has focus; only inside the grid it inspects, and there the grid itself hears it.
  useCommands(
    actions
      .flat()
      .map((action) => ({ ...action, group: "Hunt: row and cell", keys: action.id === "hunt.inspect" ? [] : (action.keys ?? []) })),
  );
  const menuColumn = columns.find(({ name }) => name === menus.column?.name) ?? null;
  return (
    <>
      <ResultGrid
        ref={grid}
        resultId={`${result.question.queryId} ${JSON.stringify(view.sort)}`}
        label="Rows of the result"
        rows={rows}
        columns={columns}
        place={place}
        sort={view.sort}
        pinned={evidence.pinned}
        onMove={move}
        onInspect={inspect}
        onPin={(to) => {
          const row = rows[to.row];
          if (row !== undefined) evidence.toggle(result.table, row, result.question.text);
        }}
        onSort={(name) => onChange({ sort: nextSort(view.sort, name) })}
        onColumnMenu={(name, at) => menus.openColumn({ name, at })}
        onCellMenu={(to, at) => {
          move(to);
          menus.openCell(at);
        }}
        onResize={(name, widthPx) => onChange({ widths: { ...view.widths, [name]: widthPx } })}
      />
      <PointMenu label="Cell" at={menus.cell} groups={actions} onClose={menus.close} />
      <PointMenu
        label={`Column ${menuColumn?.name ?? ""}`}
        at={menus.column?.at ?? null}
        groups={columnActions(menuColumn, columns, view, onChange)}
        onClose={menus.close}
      />
    </>
  );
}

/** The histogram over the range that was asked, or over the rows where the query named its own times. */
function Timeline({ result, view, alerts, onChange, onZoom, onZoomBack }: ResultPaneProps) {
  const { table, question } = result;
  const timeColumn = table.columns[table.timeColumn]?.name ?? "";
  const isRangeUsed = timeColumn === "TimeGenerated" && !filtersOnTime(question);
  const { from, to } = question.range;
  const span = useMemo(() => (isRangeUsed ? { fromMs: instantToMs(from), toMs: instantToMs(to) + 1 } : null), [isRangeUsed, from, to]);
  return (
    <HistogramPanel
      table={table}
      span={span}
      stackBy={view.stackBy}
      alerts={alerts}
      canGoBack={view.zooms.length > 0}
      onStackBy={(stackBy) => onChange({ stackBy })}
      onZoom={(chosen) => onZoom(chosen, timeColumn)}
      onBack={onZoomBack}
    />
  );
}

/** Which menu is open where; closing gives focus back to the grid. */
function useMenus(grid: { readonly current: GridHandle | null }) {
  const [cell, setCell] = useState<MenuPoint | null>(null);
  const [column, setColumn] = useState<{ readonly name: string; readonly at: MenuPoint } | null>(null);
  return {
    cell,
    column,
    openCell: setCell,
    openColumn: setColumn,
    close: () => {
      setCell(null);
      setColumn(null);
      grid.current?.focus();
    },
  };
}

function nameOf(row: Parameters<typeof rowName>[0] | undefined, position: number): string | null {
  if (position === -1) return HEADER_ROW;
  return row === undefined ? null : rowName(row);
}

function contextAt(result: Rows, row: CellContext["row"] | undefined, columnIndex: number | undefined): CellContext | null {
  const column = result.table.columns[columnIndex ?? -1];
  if (row === undefined || column === undefined || columnIndex === undefined) return null;
  return { table: result.table, row, column, cell: row.cells[columnIndex] ?? null, queryText: result.question.text };
}
