import type { Cell, KqlColumn, KqlTable } from "@mailroom/server/contract";
import { useStatus } from "../../widgets/status-store.ts";
import { aroundEvent, type Entity, entityKindOfColumn, entityOf, everythingAbout } from "../kql/entities.ts";
import { sourceTable } from "../kql/source-table.ts";
import { isPivotActive } from "../kql/pivot.ts";
import { cellText, rowToMarkdown } from "../result/cell-text.ts";
import { cellNamed, type ResultRow, type ResultTable } from "../result/result-table.ts";
import type { Action } from "./PointMenu.tsx";
import type { EvidenceActs } from "./use-evidence-acts.ts";

/** The current cell with what stands around it. */
export type CellContext = {
  readonly table: ResultTable;
  readonly row: ResultRow;
  readonly column: KqlColumn;
  readonly cell: Cell;
  readonly queryText: string;
};

type CellActs = {
  readonly schema: readonly KqlTable[];
  readonly evidence: EvidenceActs;
  readonly onPivot: (column: KqlColumn, cell: Cell, mode: "include" | "exclude") => void;
  readonly onOpenQuery: (text: string) => void;
  readonly onNote: (context: CellContext) => void;
  readonly onInspect: () => void;
};

/** What can be done with a cell: the one list behind its menu, its keys and the palette. Without a cell all is greyed out. */
export function cellActions(context: CellContext | null, acts: CellActs): readonly (readonly Action[])[] {
  const isEnabled = context !== null;
  const when = (act: (context: CellContext) => void) => () => {
    if (context !== null) act(context);
  };
  const active = (mode: "include" | "exclude") => context !== null && isPivotActive(context.queryText, context.column, context.cell, mode);
  const around = context === null ? null : aroundQuery(context.table, context.row, context.queryText, acts.schema);
  const isPinned = context?.row.itemId !== null && context !== null && acts.evidence.pinned.has(context.row.itemId);
  return [
    [
      {
        id: "hunt.include",
        title: active("include") ? "Show other values again" : "Only rows with this value",
        keys: ["i"],
        isEnabled,
        run: when(({ column, cell }) => acts.onPivot(column, cell, "include")),
      },
      {
        id: "hunt.exclude",
        title: active("exclude") ? "Show this value again" : "Without this value",
        keys: ["x"],
        isEnabled,
        run: when(({ column, cell }) => acts.onPivot(column, cell, "exclude")),
      },
    ],
    [
      {
        id: "hunt.around",
        title: "Around this event ± 30 min",
        keys: ["a"],
        isEnabled: around !== null,
        run: () => around !== null && acts.onOpenQuery(around),
      },
      {
        id: "hunt.everything",
        title: "Everything about this value",
        keys: ["e"],
        isEnabled: isEnabled && cellText(context.cell) !== "",
        run: when((at) => acts.onOpenQuery(everythingAbout(acts.schema, entityAt(at)))),
      },
    ],
    [
      {
        id: "hunt.pin",
        title: isPinned ? "Take off the evidence board" : "Pin as evidence",
        keys: ["s"],
        isEnabled,
        run: when(({ table, row, queryText }) => acts.evidence.toggle(table, row, queryText)),
      },
      { id: "hunt.note", title: isPinned ? "Change the note" : "Pin with a note", keys: ["n"], isEnabled, run: when(acts.onNote) },
    ],
    [
      { id: "hunt.copy", title: "Copy the cell", keys: ["c"], isEnabled, run: when(({ cell }) => copy(cellText(cell), "Copied the cell")) },
      {
        id: "hunt.copy-row",
        title: "Copy the row as Markdown",
        keys: ["shift+c"],
        isEnabled,
        run: when(({ table, row }) => copy(rowToMarkdown(table, row), "Copied the row as Markdown")),
      },
      { id: "hunt.inspect", title: "Inspect the row", keys: ["enter"], isEnabled, run: acts.onInspect },
    ],
  ];
}

function entityAt({ column, cell }: CellContext): Pick<Entity, "value" | "column"> & { readonly kind: Entity["kind"] | null } {
  const entity = entityOf(column, cell);
  return entity ?? { kind: entityKindOfColumn(column.name), value: cellText(cell), column: column.name };
}

/** The query for "around this event"; null when the row has no time or its table is not known. */
export function aroundQuery(table: ResultTable, row: ResultRow, queryText: string, schema: readonly KqlTable[]): string | null {
  const at = row.cells[table.timeColumn];
  const named = [cellNamed(table, row, "SourceTable"), cellNamed(table, row, "Type")].find((name) =>
    schema.some((one) => one.name === name),
  );
  const source = typeof named === "string" ? named : sourceTable(queryText, schema)?.name;
  if (typeof at !== "string" || source === undefined) return null;
  const columns = new Set(schema.find((one) => one.name === source)?.columns.map(({ name }) => name));
  const host = ["Computer", "DeviceName", "sComputerName"].flatMap((column) => {
    const value = cellNamed(table, row, column);
    return typeof value === "string" && value !== "" && columns.has(column) ? [{ column, value }] : [];
  })[0];
  return aroundEvent({ table: source, at, host: host ?? null });
}

function copy(text: string, done: string): void {
  const { setStatus } = useStatus.getState();
  navigator.clipboard.writeText(text).then(
    () => setStatus(done),
    () => setStatus("The browser did not allow copying"),
  );
}
