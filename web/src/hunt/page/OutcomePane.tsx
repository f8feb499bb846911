import { Button } from "@mantine/core";
import type { KqlDiagnostic, SchemaView } from "@mailroom/server/contract";
import { type RefObject, useMemo, useState } from "react";
import { useAlerts } from "../../api/alerts.ts";
import { useArrivals } from "../../api/live/arrivals-store.ts";
import { Notice } from "../../widgets/Notice.tsx";
import { DEFAULT_RANGE, setTabText, type Tab } from "../desk/desk.ts";
import { isInFuture, widenRange } from "../desk/tab-range.ts";
import type { KqlEditorHandle } from "../editor/text-model.ts";
import { instantToMs } from "../result/instant.ts";
import { changeDesk, changeRun, changeView } from "../state/hunt-store.ts";
import { chooseTable, type Rows, type TabRun } from "../state/run.ts";
import type { TabView } from "../state/tab-view.ts";
import { DiagnosticList } from "./DiagnosticList.tsx";
import { EmptyResult } from "./EmptyResult.tsx";
import { chooseRange, filtersOnTime, type HuntWorld, pivot, runAgain, zoomBack, zoomTo } from "./hunt-actions.ts";
import { newRowsSince } from "./new-rows.ts";
import { NoteDialog } from "./NoteDialog.tsx";
import { ResultPane } from "./ResultPane.tsx";
import { TableTabs } from "./TableTabs.tsx";
import { useEvidenceActs } from "./use-evidence-acts.ts";
import { CodeText } from "../../widgets/CodeText.tsx";
import styles from "./page.module.css";

type OutcomePaneProps = {
  readonly world: HuntWorld;
  readonly schema: SchemaView;
  readonly tab: Tab;
  readonly run: TabRun;
  readonly view: TabView;
  readonly editor: RefObject<KqlEditorHandle | null>;
  readonly onOpenQuery: (text: string) => void;
};

/**
 * Below the editor: rows, or the reason why there are none. Rows stay while the next query is under way, and when it was cancelled
 * or cut off; what a refused query says, or that nothing was found, takes their place.
 */
export function OutcomePane(props: OutcomePaneProps) {
  const { world, schema, tab, run, view } = props;
  const evidence = useEvidenceActs(world.exerciseId);
  const alerts = useAlertTicks(world.exerciseId);
  const heard = useArrivals((arrivals) => arrivals.rows);
  const result = rowsToShow(run);
  const isPending = run.pending !== null;
  if (result === null && isPending) return <div className={styles["results"]} aria-busy="true" />;
  if (result === null) return <Reasons {...props} onKeepNothing={evidence.keepNothing} />;
  return (
    <div className={styles["results"]}>
      {!isPending && <Warnings {...props} />}
      {!isPending && <CutShort run={run} onRunAgain={() => void runAgain(world)} />}
      <TableTabs rows={result} onChoose={(position) => changeRun(world.store, tab.id, (now) => chooseTable(now, position))} />
      <ResultPane
        key={`${tab.id} ${result.chosen}`}
        result={result}
        view={view}
        schema={schema}
        alerts={alerts}
        evidence={evidence}
        newRowCount={isPending ? 0 : newRowsSince(result.question, heard)}
        isStale={isPending}
        onChange={(change) => changeView(world.store, tab.id, change)}
        onPivot={(column, cell, mode) => void pivot(world, column, cell, mode)}
        onOpenQuery={props.onOpenQuery}
        onRunAgain={() => void runAgain(world)}
        onZoom={(span, timeColumn) => void zoomTo(world, span, timeColumn)}
        onZoomBack={() => void zoomBack(world)}
      />
    </div>
  );
}

function rowsToShow({ outcome, pending, rows }: TabRun): Rows | null {
  const kept = rows !== null && (rows.tables.length > 1 || rows.table.rows.length > 0) ? rows : null;
  if (pending !== null || outcome?.kind === "interrupted" || outcome?.kind === "cancelled") return kept;
  return outcome?.kind === "rows" ? kept : null;
}

/** Says above rows from before that the query after them gave none, and why. */
function CutShort({ run, onRunAgain }: { readonly run: TabRun; readonly onRunAgain: () => void }) {
  const { outcome } = run;
  if (outcome?.kind !== "interrupted" && outcome?.kind !== "cancelled") return null;
  const again = (
    <Button variant="default" onClick={onRunAgain}>
      Run again
    </Button>
  );
  return (
    <div className={styles["notice"]}>
      {outcome.kind === "cancelled" ? (
        <Notice role="status" title="Cancelled" action={again}>
          The rows below are from the query before.
        </Notice>
      ) : (
        <Notice role="alert" tone="bad" title={outcome.title} action={again}>
          <CodeText text={outcome.message} /> The rows below are from the query before.
        </Notice>
      )}
    </div>
  );
}

function Reasons({ onKeepNothing, ...props }: OutcomePaneProps & { readonly onKeepNothing: (queryText: string, note: string) => void }) {
  const { world, schema, tab, run, onOpenQuery } = props;
  const [isNoting, setNoting] = useState(false);
  const { outcome } = run;
  const isFuture = isInFuture(tab.range, world.simNow());
  const marks = useDiagnosticActs(props);
  return (
    <div className={styles["results"]} style={{ overflow: "auto" }}>
      <Warnings {...props} />
      <EmptyResult
        outcome={outcome}
        range={tab.range}
        isFuture={isFuture}
        isRangeUsed={outcome === null || !filtersOnTime(outcome.question)}
        samples={schema.samples}
        onSample={onOpenQuery}
        onWiden={() => void chooseRange(world, isFuture ? DEFAULT_RANGE : widenRange(tab.range, world.simNow()))}
        onKeepNothing={() => setNoting(true)}
        onRunAgain={() => void runAgain(world)}
        onShow={marks.show}
        onFix={marks.fix}
      />
      {isNoting && outcome !== null && (
        <NoteDialog
          title="Keep “nothing found”"
          hint="What did you look for, and what does its absence tell?"
          initial=""
          onSave={(note) => onKeepNothing(outcome.question.text, note)}
          onClose={() => setNoting(false)}
        />
      )}
    </div>
  );
}

/** Warnings of a query that did run. */
function Warnings(props: OutcomePaneProps) {
  const marks = useDiagnosticActs(props);
  const { outcome } = props.run;
  if (outcome?.kind !== "rows" || outcome.diagnostics.length === 0) return null;
  return <DiagnosticList diagnostics={outcome.diagnostics} query={outcome.question.text} onShow={marks.show} onFix={marks.fix} />;
}

/** Going to a diagnostic's place, and taking its fix, as long as the text is still the one that was judged. */
function useDiagnosticActs({ world, tab, run, editor }: OutcomePaneProps) {
  const question = run.outcome?.question;
  return {
    show: (diagnostic: KqlDiagnostic) =>
      editor.current?.select((question?.start ?? 0) + diagnostic.start, (question?.start ?? 0) + diagnostic.end),
    fix: (diagnostic: KqlDiagnostic, replacement: string) => {
      if (question === undefined || tab.text !== question.tabText) return;
      const [start, end] = [question.start + diagnostic.start, question.start + diagnostic.end];
      changeDesk(world.store, (desk) => setTabText(desk, tab.id, tab.text.slice(0, start) + replacement + tab.text.slice(end)));
      void runAgain(world);
    },
  };
}

function useAlertTicks(exerciseId: string) {
  const alerts = useAlerts(exerciseId).data;
  return useMemo(
    () =>
      (alerts ?? []).map(({ id, number, title, severity, firstRowAt }) => ({
        id,
        atMs: instantToMs(firstRowAt),
        title: `Alert ${number}: ${title}`,
        severity,
      })),
    [alerts],
  );
}
