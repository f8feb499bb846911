import type { ClockView, ExerciseState } from "@mailroom/server/contract";
import { useSimNowMs } from "../api/clock.ts";
import { fullTimeText, secondsText } from "../base/time-text.ts";
import styles from "./SimClock.module.css";

export const STATE_WORD: Readonly<Record<ExerciseState, string>> = {
  lobby: "Not started",
  running: "Running",
  paused: "Paused",
  ended: "Ended",
};

/** The exercise clock (UTC) with its state and speed. */
export function SimClock({ clock }: { readonly clock: ClockView }) {
  const nowMs = useSimNowMs(clock) ?? 0;
  const instant = new Date(nowMs).toISOString();
  return (
    <span className={styles["root"]} data-state={clock.state} title={fullTimeText(instant)}>
      <span className={styles["dot"]} aria-hidden="true" />
      <span className={styles["state"]}>{STATE_WORD[clock.state]}</span>
      <time className={styles["time"]} dateTime={instant}>
        <span className={styles["day"]}>{instant.slice(0, 10)}</span> {secondsText(nowMs)}
      </time>
      {clock.state === "running" && <span className={styles["speed"]}>{clock.speed}×</span>}
    </span>
  );
}
