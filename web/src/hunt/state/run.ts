import type { KqlDiagnostic, QueryStats, RenderHint, TimeRange } from "@mailroom/server/contract";
import type { ResultTable } from "../result/result-table.ts";

/** What was asked: one query of a tab, as it stood when Run was pressed. */
export type Question = {
  readonly queryId: string;
  readonly text: string;
  /** Where the query stood in the tab, and the whole tab: diagnostics are offsets into it. */
  readonly start: number;
  readonly tabText: string;
  readonly range: TimeRange;
  /** Rows per table that the live channel had announced by then: what came later is new to this answer. */
  readonly heard: Readonly<Record<string, number>>;
};

/** One result table with the chart that the query asks for. */
export type ShownTable = { readonly name: string | null; readonly table: ResultTable; readonly render: RenderHint | null };

/** An answer. `table` and `render` are those of the table that one looks at; most queries have only that one. */
export type Rows = {
  readonly kind: "rows";
  readonly question: Question;
  readonly tables: readonly ShownTable[];
  /** Position of `table` in `tables`. */
  readonly chosen: number;
  readonly table: ResultTable;
  readonly render: RenderHint | null;
  readonly diagnostics: readonly KqlDiagnostic[];
  readonly stats: QueryStats;
};

/** How the last run of a tab ended. */
export type Outcome =
  | Rows
  | { readonly kind: "refused"; readonly question: Question; readonly diagnostics: readonly KqlDiagnostic[] }
  | { readonly kind: "interrupted"; readonly question: Question; readonly title: string; readonly message: string }
  | { readonly kind: "cancelled"; readonly question: Question };

/** The runs of a tab. `rows` is the last answer with rows: it stays readable while another query runs or fails. */
export type TabRun = {
  readonly pending: { readonly question: Question; readonly startedAtMs: number } | null;
  readonly outcome: Outcome | null;
  readonly rows: Rows | null;
};

export const NO_RUN: TabRun = { pending: null, outcome: null, rows: null };

/** Ends the pending run, if it is still the one that was asked; a late answer of an earlier one changes nothing. */
export function settleRun(run: TabRun, outcome: Outcome): TabRun {
  if (run.pending?.question.queryId !== outcome.question.queryId) return run;
  return { pending: null, outcome, rows: outcome.kind === "rows" ? outcome : run.rows };
}

/** What a table is called: its own name, or its place. */
export function tableTitle({ name }: ShownTable, position: number): string {
  return name ?? `Table ${position + 1}`;
}

/** Looks at another table of the same answer; a position that it does not have changes nothing. */
export function chooseTable(run: TabRun, position: number): TabRun {
  const turned = (rows: Rows): Rows => {
    const shown = rows.tables[position];
    return shown === undefined ? rows : { ...rows, chosen: position, table: shown.table, render: shown.render };
  };
  const { outcome, rows } = run;
  return { ...run, outcome: outcome?.kind === "rows" ? turned(outcome) : outcome, rows: rows === null ? null : turned(rows) };
}

/** Diagnostics of an outcome in offsets of the whole tab; null when there is nothing to mark. */
export function verdictOf(outcome: Outcome | null): { readonly text: string; readonly diagnostics: readonly KqlDiagnostic[] } | null {
  if (outcome === null || outcome.kind === "interrupted" || outcome.kind === "cancelled") return null;
  const { start, tabText } = outcome.question;
  return { text: tabText, diagnostics: outcome.diagnostics.map((one) => ({ ...one, start: one.start + start, end: one.end + start })) };
}
