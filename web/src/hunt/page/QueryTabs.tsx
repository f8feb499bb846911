import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconPlus, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { activateTab, closeTab, type Desk, openTab, renameTab, reopenTab, type Tab, TAB_COUNT_MAX, tabTitle } from "../desk/desk.ts";
import styles from "./page.module.css";

type QueryTabsProps = {
  readonly desk: Desk;
  readonly running: ReadonlySet<string>;
  readonly onChange: (change: (desk: Desk) => Desk) => void;
};

/** The tabs of queries. A double press on a name (or F2) renames it, which writes the query's first comment. */
export function QueryTabs({ desk, running, onChange }: QueryTabsProps) {
  const [renamed, setRenamed] = useState<string | null>(null);
  const isFull = desk.tabs.length >= TAB_COUNT_MAX;
  return (
    <nav className={styles["tabs"]} aria-label="Query tabs">
      <ul>
        {desk.tabs.map((tab) => (
          <li key={tab.id} data-active={tab.id === desk.activeId || undefined}>
            {renamed === tab.id ? (
              <RenameField
                tab={tab}
                onDone={(title) => {
                  setRenamed(null);
                  if (title !== null) onChange((now) => renameTab(now, tab.id, title));
                }}
              />
            ) : (
              <button
                type="button"
                className={styles["tab"]}
                aria-current={tab.id === desk.activeId ? "page" : undefined}
                title={`${tabTitle(tab)} (double-click or F2 to rename)`}
                onClick={() => onChange((now) => activateTab(now, tab.id))}
                onDoubleClick={() => setRenamed(tab.id)}
                onKeyDown={(event) => {
                  if (event.key === "F2") setRenamed(tab.id);
                }}
              >
                {running.has(tab.id) && <span className={styles["spinner"]} role="img" aria-label="Running" />}
                <span>{tabTitle(tab)}</span>
              </button>
            )}
            <button
              type="button"
              className={styles["tabClose"]}
              aria-label={`Close ${tabTitle(tab)}`}
              onClick={() => onChange((now) => closeTab(now, tab.id, crypto.randomUUID()))}
            >
              <IconX size={13} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <Tooltip label={isFull ? `No more than ${TAB_COUNT_MAX} tabs` : "New tab (Alt+T)"}>
        <ActionIcon
          aria-label="New tab"
          disabled={isFull}
          onClick={() => onChange((now) => openTab(now, { id: crypto.randomUUID(), text: "" }))}
        >
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      {desk.closed.length > 0 && (
        <Tooltip label="Reopen the tab closed last (Alt+Shift+T)">
          <ActionIcon aria-label="Reopen closed tab" onClick={() => onChange(reopenTab)}>
            <IconArrowBackUp size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </nav>
  );
}

function RenameField({ tab, onDone }: { readonly tab: Tab; readonly onDone: (title: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <TextInput
      aria-label="Name of the tab"
      defaultValue={tabTitle(tab)}
      maxLength={80}
      ref={field}
      w={170}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onDone(event.currentTarget.value);
        if (event.key === "Escape") onDone(null);
      }}
    />
  );
}
