import type { ExerciseView } from "@mailroom/server/contract";
import { Progress } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { ClockControls } from "../clock/ClockControls.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import styles from "./ExerciseBanner.module.css";

/** What stands between a person and the work just now: the world is being built, the clock waits, it is over. */
export function ExerciseBanner({ exercise }: { readonly exercise: ExerciseView }) {
  const { world, clock } = exercise;
  const isOnDebrief = useRouterState({ select: (state) => state.location.pathname.endsWith("/debrief") });
  if (world.state === "building") {
    return (
      <div className={styles["root"]} role="status">
        <span className={styles["words"]}>Building the company and its last days of logs · {world.message}</span>
        <Progress className={styles["bar"]} value={world.progress * 100} aria-label="World built" />
      </div>
    );
  }
  if (world.state === "failed") {
    return (
      <div className={styles["root"]} data-tone="bad" role="alert">
        <span className={styles["words"]}>The world could not be built: {world.message}</span>
      </div>
    );
  }
  if (clock.state === "lobby") {
    return (
      <div className={styles["root"]} role="status">
        <span className={styles["words"]}>
          {exercise.abilities.controlClock
            ? "Read the brief, then start the clock. Logs before the exercise can be searched already."
            : "The facilitator has not started the clock yet. Read the brief; logs before the exercise can be searched already."}
        </span>
        {exercise.abilities.controlClock && (
          <ClockControls exerciseId={exercise.id} clock={clock} isClass={exercise.mode === "class"} isReady />
        )}
      </div>
    );
  }
  if (exercise.isDebriefOpen && !isOnDebrief) {
    return (
      <div className={styles["root"]} data-tone="good" role="status">
        <span className={styles["words"]}>The debrief is open: what happened, what you found, and why each point was given.</span>
        <LinkButton to="/x/$exerciseId/debrief" params={{ exerciseId: exercise.id }} size="compact-sm" variant="default">
          Read the debrief
        </LinkButton>
      </div>
    );
  }
  return null;
}
