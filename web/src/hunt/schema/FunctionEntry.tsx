import type { KqlFunction } from "@mailroom/server/contract";
import { IconChevronDown, IconChevronRight, IconFunction } from "@tabler/icons-react";
import { useState } from "react";
import styles from "./schema.module.css";

export type FunctionEntryProps = { readonly fn: KqlFunction; readonly onInsert: (text: string) => void };

/** A function of the workspace: a press says what it is for and takes, a double press puts its name into the query. */
export function FunctionEntry({ fn, onInsert }: FunctionEntryProps) {
  const [isOpen, setOpen] = useState(false);
  const [showsBody, setShowsBody] = useState(false);
  return (
    <li>
      <button
        type="button"
        className={styles["table"]}
        aria-expanded={isOpen}
        title={fn.doc}
        onClick={() => setOpen(!isOpen)}
        onDoubleClick={() => onInsert(fn.name)}
      >
        {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
        <IconFunction size={14} aria-hidden="true" className={styles["icon"]} />
        <span className={styles["tableName"]}>{fn.name}</span>
      </button>
      {isOpen && (
        <div className={styles["tableBody"]}>
          <p className={styles["doc"]}>{fn.doc}</p>
          <div className={styles["buttons"]}>
            <button type="button" className={styles["link"]} onClick={() => onInsert(fn.name)}>
              Insert name
            </button>
            <button type="button" className={styles["link"]} aria-expanded={showsBody} onClick={() => setShowsBody(!showsBody)}>
              {showsBody ? "Hide definition" : "Show definition"}
            </button>
          </div>
          {parametersOf(fn).length > 0 && (
            <ul className={styles["parameters"]} aria-label={`Parameters of ${fn.name}`}>
              {parametersOf(fn).map((parameter) => (
                <li key={parameter}>{parameter}</li>
              ))}
            </ul>
          )}
          {showsBody && <pre className={styles["definition"]}>{fn.body}</pre>}
        </div>
      )}
    </li>
  );
}

/** `starttime: datetime = datetime(null)`, one per parameter. */
function parametersOf({ parameters }: KqlFunction): string[] {
  return parameters
    .slice(1, -1)
    .split(/,(?![^([]*[)\]])/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
