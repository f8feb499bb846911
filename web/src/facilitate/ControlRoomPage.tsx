import type { ExerciseView } from "@mailroom/server/contract";
import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useExercise } from "../api/exercises.ts";
import { useBoard, useNotes, usePlannedInjects } from "../api/facilitation.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { ClockControls } from "../clock/ClockControls.tsx";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Facilitate.module.css";
import { InjectQueue } from "./InjectQueue.tsx";
import { JoinCodePanel } from "./JoinCodePanel.tsx";
import { NotesPane } from "./NotesPane.tsx";
import { StoryTrack } from "./StoryTrack.tsx";
import { TeamBoard } from "./TeamBoard.tsx";

/** Everything about one running exercise. Nothing of it ever reaches a trainee. */
export function ControlRoomPage() {
  const exerciseId = useExerciseId();
  const exercise = useExercise(exerciseId);
  if (exercise.isError) {
    return (
      <>
        <PageHeader title="Control room" />
        <div className={styles["page"]}>
          <ErrorNotice error={exercise.error} onRetry={() => void exercise.refetch()} />
        </div>
      </>
    );
  }
  return <Loaded query={exercise}>{(data) => <ControlRoom exercise={data} />}</Loaded>;
}

function ControlRoom({ exercise }: { readonly exercise: ExerciseView }) {
  const board = useBoard(exercise.id);
  return (
    <>
      <PageHeader
        title="Control room"
        subtitle={worldWords(exercise)}
        actions={
          <ClockControls
            exerciseId={exercise.id}
            clock={exercise.clock}
            isClass={exercise.mode === "class"}
            isReady={exercise.world.state === "ready"}
          />
        }
      />
      <div className={styles["page"]}>
        <Loaded query={board}>
          {(data) => (
            <>
              <div className={styles["top"]}>
                <JoinCodePanel code={data.joinCode} seed={data.seed} />
                <Panel title="Story against the clock">
                  <StoryTrack steps={data.storyTrack} teams={data.teams} clock={exercise.clock} />
                </Panel>
              </div>
              <Panel title={`Teams · ${data.teams.length}`} isFlush>
                <TeamBoard exercise={exercise} board={data} />
              </Panel>
              <LowerTabs exerciseId={exercise.id} teams={data.teams} />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

function LowerTabs({
  exerciseId,
  teams,
}: {
  readonly exerciseId: string;
  readonly teams: readonly { readonly teamId: string; readonly name: string }[];
}) {
  const search = useSearch({ from: "/run/$exerciseId/" });
  const navigate = useNavigate();
  const injects = usePlannedInjects(exerciseId);
  const notes = useNotes(exerciseId);
  return (
    <Tabs
      value={search.tab === "notes" ? "notes" : "injects"}
      keepMounted={false}
      onChange={(tab) => tab !== null && void navigate({ to: "/run/$exerciseId", params: { exerciseId }, search: { tab }, replace: true })}
    >
      <Tabs.List>
        <Tabs.Tab value="injects">Injects{injects.data === undefined ? "" : ` · ${injects.data.length}`}</Tabs.Tab>
        <Tabs.Tab value="notes">Notes{notes.data === undefined ? "" : ` · ${notes.data.length}`}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="injects" pt="sm">
        <InjectQueue exerciseId={exerciseId} query={injects} teams={teams} />
      </Tabs.Panel>
      <Tabs.Panel value="notes" pt="sm">
        <NotesPane exerciseId={exerciseId} query={notes} />
      </Tabs.Panel>
    </Tabs>
  );
}

function worldWords(exercise: ExerciseView): string {
  switch (exercise.world.state) {
    case "building":
      return `Building the world, ${Math.round(exercise.world.progress * 100)} %`;
    case "ready":
      return exercise.scenario.title;
    case "failed":
      return `The world could not be built: ${exercise.world.message}`;
  }
}
