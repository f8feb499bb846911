import { Outlet } from "@tanstack/react-router";
import { useExercise } from "../api/exercises.ts";
import { useLive } from "../api/live/use-live.ts";
import { usePreferences } from "../base/preferences.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { useCommands } from "../commands/registry.ts";
import { GuideList } from "../guide/GuideList.tsx";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { SidePanel } from "../widgets/SidePanel.tsx";
import { SplitPane } from "../widgets/SplitPane.tsx";
import { StatusLine } from "../widgets/StatusLine.tsx";
import { ExerciseBanner } from "./ExerciseBanner.tsx";
import styles from "./ExerciseShell.module.css";
import { ExerciseTopBar } from "./ExerciseTopBar.tsx";
import { PlainLayout } from "./PlainLayout.tsx";
import { Rail } from "./Rail.tsx";

/** The frame around every page of an exercise. It follows the live channel for all of them. */
export function ExerciseShell() {
  const exerciseId = useExerciseId();
  const exercise = useExercise(exerciseId);
  const isGuideOpen = usePreferences((preferences) => preferences.isGuideOpen);
  const setGuideOpen = usePreferences((preferences) => preferences.setGuideOpen);
  useLive(exerciseId);
  useCommands([
    {
      id: "guide.toggle",
      title: isGuideOpen ? "Close the guide" : "Open the guide",
      group: "Console",
      keys: ["g g"],
      run: () => setGuideOpen(!isGuideOpen),
    },
  ]);

  if (exercise.isError) {
    return (
      <PlainLayout>
        <PageHeader title="This exercise cannot be opened" />
        <div className={styles["problem"]}>
          <ErrorNotice error={exercise.error} onRetry={() => void exercise.refetch()} />
        </div>
      </PlainLayout>
    );
  }
  const page = (
    <main id="main" tabIndex={-1} className={styles["main"]}>
      <Outlet />
    </main>
  );
  return (
    <div className={styles["root"]}>
      <ExerciseTopBar exercise={exercise.data} />
      {exercise.data !== undefined && <ExerciseBanner exercise={exercise.data} />}
      <div className={styles["body"]}>
        <Rail
          exerciseId={exerciseId}
          isDebriefOpen={exercise.data?.isDebriefOpen ?? false}
          isFacilitator={exercise.data !== undefined && exercise.data.team === null && exercise.data.abilities.facilitate}
        />
        {isGuideOpen ? (
          <SplitPane
            sized="second"
            storageKey="guide"
            defaultPx={320}
            minPx={240}
            maxPx={520}
            label="Guide width"
            first={page}
            second={
              <SidePanel title="Guide" onClose={() => setGuideOpen(false)}>
                <GuideList exerciseId={exerciseId} />
              </SidePanel>
            }
          />
        ) : (
          page
        )}
      </div>
      <StatusLine>{exercise.data?.team !== null && exercise.data !== undefined && <span>Team {exercise.data.team.name}</span>}</StatusLine>
    </div>
  );
}
