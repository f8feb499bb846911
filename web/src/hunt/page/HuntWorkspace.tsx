import type { ExerciseView, HuntDesk, SchemaView } from "@mailroom/server/contract";
import { lazy, type RefObject, Suspense, useMemo, useRef, useState } from "react";
import { useStore } from "zustand/react";
import { useStatus } from "../../widgets/status-store.ts";
import { SplitPane } from "../../widgets/SplitPane.tsx";
import { ConnectDialog } from "../connect/ConnectDialog.tsx";
import { useDeskStore } from "../data/use-desk-store.ts";
import { useHistory } from "../data/use-hunt-data.ts";
import { activeTab, type Tab, TAB_COUNT_MAX } from "../desk/desk.ts";
import { resolveRange, type TabRange } from "../desk/tab-range.ts";
import type { KqlEditorHandle } from "../editor/text-model.ts";
import { encodeView, EMPTY_VIEW } from "../desk/view-url.ts";
import { queryAt } from "../kql/statement-blocks.ts";
import { fieldPaths } from "../result/field-paths.ts";
import { topValues } from "../result/top-values.ts";
import { SaveDialog } from "../saved/SaveDialog.tsx";
import { SchemaPanel } from "../schema/SchemaPanel.tsx";
import { changeDesk, changeView, runOf, textModelOf, viewOf } from "../state/hunt-store.ts";
import { verdictOf } from "../state/run.ts";
import { ExplainDialog, type ExplainDialogProps } from "./ExplainDialog.tsx";
import { cancelRun, chooseRange, type HuntWorld, openQuery, pivot, runAt } from "./hunt-actions.ts";
import { OutcomePane } from "./OutcomePane.tsx";
import { QueryTabs } from "./QueryTabs.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { RunBar } from "./RunBar.tsx";
import { useHuntCommands } from "./use-hunt-commands.ts";
import { useHuntWorld } from "./use-hunt-world.ts";
import { useViewAddress } from "./use-view-address.ts";
import styles from "./page.module.css";

/** CodeMirror and the language service are a third of the console; rows can be read before they are here. */
const KqlEditor = lazy(async () => ({ default: (await import("../editor/KqlEditor.tsx")).KqlEditor }));

type HuntWorkspaceProps = { readonly exercise: ExerciseView; readonly schema: SchemaView; readonly saved: HuntDesk };

/** The hunt page once exercise, schema and saved tabs are known. */
export function HuntWorkspace({ exercise, schema, saved }: HuntWorkspaceProps) {
  const { store, isKept } = useDeskStore(exercise.id, saved);
  const world = useHuntWorld(exercise, schema, store);
  const desk = useStore(store, (state) => state.desk);
  const run = useStore(store, (state) => runOf(state, state.desk.activeId));
  const editor = useRef<KqlEditorHandle>(null);
  const [isSchemaOpen, setSchemaOpen] = useState(true);
  const history = useHistory(exercise.id);
  useViewAddress(world);
  const open = (text: string, range?: TabRange) => {
    if (!openQuery(world, text, { isRun: true, ...(range !== undefined && { range }) }))
      useStatus.getState().setStatus(`No more than ${TAB_COUNT_MAX} tabs: close one first`);
  };
  const work = (
    <Work
      world={world}
      schema={schema}
      tab={activeTab(desk)}
      editor={editor}
      isKept={isKept}
      onOpenQuery={(text) => open(text)}
      isSchemaOpen={isSchemaOpen}
      onSchemaOpen={setSchemaOpen}
    />
  );
  const result = run.rows?.table ?? null;
  return (
    <SplitPane
      sized="first"
      storageKey="hunt-schema"
      defaultPx={260}
      minPx={180}
      maxPx={480}
      label="Schema width"
      isCollapsed={!isSchemaOpen}
      first={
        <SchemaPanel
          schema={schema}
          result={result}
          saved={{ exerciseId: exercise.id, onOpen: open }}
          history={{ entries: history.data ?? [], onRestore: (text) => open(text) }}
          onInsert={(text) => editor.current?.insert(text)}
          onOpenSample={(text) => open(text)}
          onPivot={(name, valueIndex, mode) => {
            const index = result?.columns.findIndex((column) => column.name === name) ?? -1;
            const column = result?.columns[index];
            const value = result === null || column === undefined ? undefined : topValues(result, index).values[valueIndex];
            if (column !== undefined && value !== undefined) void pivot(world, column, value.cell, mode);
          }}
        />
      }
      second={work}
    />
  );
}

type WorkProps = {
  readonly world: HuntWorld;
  readonly schema: SchemaView;
  readonly tab: Tab;
  readonly editor: RefObject<KqlEditorHandle | null>;
  readonly isKept: boolean;
  readonly isSchemaOpen: boolean;
  readonly onSchemaOpen: (isOpen: boolean) => void;
  readonly onOpenQuery: (text: string) => void;
};

/** Tabs, editor and result. */
function Work({ world, schema, tab, editor, isKept, isSchemaOpen, onSchemaOpen, onOpenQuery }: WorkProps) {
  const { store } = world;
  const state = useStore(store);
  const run = runOf(state, tab.id);
  const view = viewOf(state, tab.id);
  const [explained, setExplained] = useState<ExplainDialogProps["question"] | null>(null);
  const [isConnecting, setConnecting] = useState(false);
  const [saving, setSaving] = useState<string | null>(null);
  const model = useMemo(() => textModelOf(store, tab.id), [store, tab.id]);
  const fields = useMemo(() => fieldPaths(run.rows?.tables.map(({ table }) => table) ?? []), [run.rows?.tables]);
  const verdict = useMemo(() => verdictOf(run.outcome), [run.outcome]);
  const runNow = () => void runAt(world, editor.current?.cursor() ?? 0);
  const acts = {
    onRun: runNow,
    onFormat: () => editor.current?.format(),
    onTakeFix: () => editor.current?.fix(),
    onExplain: () => {
      const block = queryAt(tab.text, editor.current?.cursor() ?? 0);
      if (block !== null) setExplained({ exerciseId: world.exerciseId, text: block.text, range: resolveRange(tab.range, world.simNow()) });
    },
    onSave: () => {
      const block = queryAt(tab.text, editor.current?.cursor() ?? 0);
      if (block !== null && block.text.trim() !== "") setSaving(block.text);
      else useStatus.getState().setStatus("There is no query under the cursor to save");
    },
    onCopyLink: () => copyLink(tab.text, tab.range),
    onConnect: () => setConnecting(true),
    onToggleSchema: () => onSchemaOpen(!isSchemaOpen),
    onToggleInspector: () => changeView(store, tab.id, { isInspecting: !view.isInspecting }),
    onSearch: () => {
      onSchemaOpen(true);
      // The panel may only now be on its way.
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>("#hunt-schema-search")?.focus());
    },
    onFocusEditor: () => editor.current?.focus(),
  };
  useHuntCommands(world, acts);
  const running = new Set(state.desk.tabs.filter(({ id }) => runOf(state, id).pending !== null).map(({ id }) => id));
  return (
    <div className={styles["work"]}>
      <QueryTabs desk={state.desk} running={running} onChange={(change) => changeDesk(store, change)} />
      <RunBar startedAtMs={run.pending?.startedAtMs ?? null} onCancel={() => cancelRun(world)} {...acts}>
        {!isKept && <span className={styles["unkept"]}>Tabs are kept in this browser until the server is back</span>}
        <RangePicker key={tab.id} range={tab.range} simNow={world.simNow} onChoose={(range) => void chooseRange(world, range)} />
      </RunBar>
      <SplitPane
        sized="first"
        direction="column"
        storageKey="hunt-editor"
        defaultPx={170}
        minPx={70}
        maxPx={600}
        label="Editor height"
        first={
          <div className={styles["editorHost"]}>
            <Suspense fallback={<pre className={styles["editorLoading"]}>{tab.text}</pre>}>
              <KqlEditor ref={editor} model={model} schema={schema} fields={fields} verdict={verdict} onRun={runNow} label="Query" />
            </Suspense>
          </div>
        }
        second={<OutcomePane world={world} schema={schema} tab={tab} run={run} view={view} editor={editor} onOpenQuery={onOpenQuery} />}
      />
      {isConnecting && <ConnectDialog exerciseId={world.exerciseId} onClose={() => setConnecting(false)} />}
      {saving !== null && (
        <SaveDialog
          exerciseId={world.exerciseId}
          text={saving}
          range={tab.range}
          onSaved={({ name }) => useStatus.getState().setStatus(`Saved “${name}” for the team`)}
          onClose={() => setSaving(null)}
        />
      )}
      {explained !== null && <ExplainDialog question={explained} onClose={() => setExplained(null)} />}
    </div>
  );
}

function copyLink(query: string, range: Parameters<typeof encodeView>[0]["range"]): void {
  const search = new URLSearchParams(
    Object.entries(encodeView({ ...EMPTY_VIEW, query, range })).map(([key, value]) => [key, String(value)]),
  );
  const { setStatus } = useStatus.getState();
  navigator.clipboard.writeText(`${window.location.origin}${window.location.pathname}?${search}`).then(
    () => setStatus("Copied a link: it opens this query for anyone in the exercise"),
    () => setStatus("The browser did not allow copying"),
  );
}
