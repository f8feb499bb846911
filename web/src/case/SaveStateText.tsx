import { Button } from "@mantine/core";
import { clockText } from "../base/time-text.ts";
import type { SaveState } from "./report-session.ts";
import styles from "./Case.module.css";

interface Props {
  readonly state: SaveState;
  readonly savedAt: string | null;
  readonly savedBy: string | null;
  readonly onRetry: () => void;
}

/** Whether what stands in the form is safe. */
export function SaveStateText({ state, savedAt, savedBy, onRetry }: Props) {
  return (
    <span className={styles["saveState"]} role="status" data-state={state}>
      {words(state, savedAt, savedBy)}
      {state === "failed" && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </span>
  );
}

function words(state: SaveState, savedAt: string | null, savedBy: string | null): string {
  switch (state) {
    case "saved":
      return savedAt === null
        ? "Nothing written yet"
        : `Saved ${clockText(savedAt).slice(0, 8)}${savedBy === null ? "" : ` by ${savedBy}`}`;
    case "unsaved":
      return "Unsaved changes, kept on this device";
    case "saving":
      return "Saving …";
    case "failed":
      return "Not saved: the server cannot be reached. Your text is kept on this device.";
    case "conflict":
      return "A colleague changed the same part";
  }
}
