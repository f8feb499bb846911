import type { SavedQueryView } from "@mailroom/server/contract";
import { ActionIcon, TextInput } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useSavedQueries, useUpdateSavedQuery } from "../../api/saved-queries.ts";
import { EmptyState } from "../../widgets/EmptyState.tsx";
import { focusOn } from "../../widgets/focus-on.ts";
import { Loaded } from "../../widgets/Loaded.tsx";
import { notifyProblem, notifyWithUndo } from "../../widgets/notify.tsx";
import { toTabRange } from "../desk/desk.ts";
import { rangeLabel, type TabRange } from "../desk/tab-range.ts";
import styles from "./saved.module.css";

export type SavedListProps = {
  readonly exerciseId: string;
  readonly onOpen: (text: string, range: TabRange) => void;
};

/** The team's saved queries by name. Enter opens one with its range, F2 renames it, Delete takes it off the list. */
export function SavedList({ exerciseId, onOpen }: SavedListProps) {
  const saved = useSavedQueries(exerciseId);
  const update = useUpdateSavedQuery(exerciseId);
  const [renamedId, setRenamedId] = useState<string | null>(null);
  /** The entry that a name field gave way to: the keyboard goes on from there. */
  const [returnedId, setReturnedId] = useState<string | null>(null);
  const remove = ({ id, name }: SavedQueryView) =>
    update.mutate(
      { savedQueryId: id, isRemoved: true },
      {
        onSuccess: () =>
          notifyWithUndo(`Deleted “${name}” for the team`, () =>
            update.mutate({ savedQueryId: id, isRemoved: false }, { onError: notifyProblem }),
          ),
        onError: notifyProblem,
      },
    );
  const rename = (query: SavedQueryView, name: string) => {
    setRenamedId(null);
    setReturnedId(query.id);
    if (name !== "" && name !== query.name) update.mutate({ savedQueryId: query.id, name }, { onError: notifyProblem });
  };
  return (
    <Loaded query={saved}>
      {(queries) => {
        const shown = queries.filter(({ isRemoved }) => !isRemoved).toSorted((a, b) => a.name.localeCompare(b.name, "en"));
        if (shown.length === 0)
          return (
            <EmptyState isCompact headline="Nothing saved yet">
              Save a query and your whole team finds it here, with its time range.
            </EmptyState>
          );
        return (
          <ul className={styles["list"]} aria-label="Saved queries">
            {shown.map((query) => (
              <li key={query.id} className={styles["entry"]}>
                {renamedId === query.id ? (
                  <NameField name={query.name} onDone={(name) => rename(query, name)} />
                ) : (
                  <SavedEntry
                    query={query}
                    hasFocus={returnedId === query.id}
                    onOpen={() => onOpen(query.text, toTabRange(query.range))}
                    onRename={() => setRenamedId(query.id)}
                    onRemove={() => remove(query)}
                  />
                )}
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}

type SavedEntryProps = {
  readonly query: SavedQueryView;
  /** Takes the focus when it appears. */
  readonly hasFocus: boolean;
  readonly onOpen: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
};

function SavedEntry({ query, hasFocus, onOpen, onRename, onRemove }: SavedEntryProps) {
  return (
    <>
      <button
        type="button"
        className={styles["open"]}
        ref={hasFocus ? focusOn : undefined}
        title={query.text.slice(0, 2000)}
        aria-keyshortcuts="F2 Delete"
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key === "F2") onRename();
          else if (event.key === "Delete") onRemove();
          else return;
          event.preventDefault();
        }}
      >
        <strong>{query.name}</strong>
        <span className={styles["facts"]}>
          {rangeLabel(toTabRange(query.range))} · {query.savedBy}
        </span>
      </button>
      <ActionIcon aria-label={`Rename ${query.name}`} onClick={onRename} variant="subtle">
        <IconPencil size={14} />
      </ActionIcon>
      <ActionIcon aria-label={`Delete ${query.name}`} onClick={onRemove} variant="subtle">
        <IconTrash size={14} />
      </ActionIcon>
    </>
  );
}

/** Enter or leaving the field keeps the name, Escape the old one. */
function NameField({ name, onDone }: { readonly name: string; readonly onDone: (name: string) => void }) {
  const [typed, setTyped] = useState(name);
  return (
    <TextInput
      className={styles["nameField"]}
      size="xs"
      aria-label={`New name of ${name}`}
      maxLength={80}
      ref={focusOn}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => onDone(typed.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter") onDone(typed.trim());
        if (event.key === "Escape") onDone(name);
      }}
    />
  );
}
