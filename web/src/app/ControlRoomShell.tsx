import { Outlet } from "@tanstack/react-router";
import { useExercise } from "../api/exercises.ts";
import { useLive } from "../api/live/use-live.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { SimClock } from "../clock/SimClock.tsx";
import { StatusLine } from "../widgets/StatusLine.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import styles from "./ExerciseShell.module.css";
import { TopBar } from "./TopBar.tsx";

/** The frame of the control room: it follows the exercise's control stream. */
export function ControlRoomShell() {
  const exerciseId = useExerciseId();
  const exercise = useExercise(exerciseId);
  useLive(exerciseId);
  return (
    <div className={styles["root"]}>
      <TopBar title={exercise.data === undefined ? "Control room" : `Control room · ${exercise.data.title}`}>
        {exercise.data !== undefined && <SimClock clock={exercise.data.clock} />}
        <ConnectionState />
      </TopBar>
      <div className={styles["body"]}>
        <main id="main" tabIndex={-1} className={styles["main"]}>
          <Outlet />
        </main>
      </div>
      <StatusLine>{exercise.data !== undefined && <span>{exercise.data.scenario.title}</span>}</StatusLine>
    </div>
  );
}
