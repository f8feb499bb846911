import type { BoardTeam, BoardView, ClockView } from "@mailroom/server/contract";
import { useSimNowMs } from "../api/clock.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Facilitate.module.css";
import { shareOf, teamsThatSaw, trackSpan } from "./story-scale.ts";

interface Props {
  readonly steps: BoardView["storyTrack"];
  readonly teams: readonly BoardTeam[];
  readonly clock: ClockView;
}

/** What the intruders do, on a line with the clock, and who has seen it. The list below says the same in words. */
export function StoryTrack({ steps, teams, clock }: Props) {
  const nowMs = useSimNowMs(clock) ?? 0;
  if (steps.length === 0) return <EmptyState isCompact headline="This scenario has no steps" />;
  const { fromMs, toMs } = trackSpan(steps, clock);
  const percent = (ms: number): string => `${shareOf(ms, fromMs, toMs) * 100}%`;
  return (
    <>
      <div className={styles["track"]} aria-hidden="true">
        <div className={styles["trackDone"]} style={{ width: percent(nowMs) }} />
        {steps.map((step) => (
          <span
            key={step.stepId}
            className={styles["trackStep"]}
            data-past={Date.parse(step.at) <= nowMs || undefined}
            style={{ left: percent(Date.parse(step.at)) }}
          />
        ))}
        <span className={styles["trackNow"]} style={{ left: percent(nowMs) }} />
      </div>
      <ol className={styles["storyList"]}>
        {steps.map((step) => {
          const saw = teamsThatSaw(step.stepId, teams);
          return (
            <li key={step.stepId} data-past={Date.parse(step.at) <= nowMs || undefined}>
              <TimeStamp instant={step.at} withDay />
              <span className={styles["storyTitle"]}>
                {step.title} <span className="muted">{step.actor}</span>
              </span>
              <span className="muted">{saw.length === 0 ? "seen by nobody" : `seen by ${saw.map((team) => team.name).join(", ")}`}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
