import type { ExerciseView } from "@mailroom/server/contract";
import { Button, Popover } from "@mantine/core";
import { IconChevronDown, IconListCheck, IconUsers } from "@tabler/icons-react";
import { useGuide } from "../api/guide.ts";
import { usePreferences } from "../base/preferences.ts";
import { ClockControls } from "../clock/ClockControls.tsx";
import { SimClock } from "../clock/SimClock.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import styles from "./ExerciseTopBar.module.css";
import { TopBar } from "./TopBar.tsx";

/** Exercise · clock · progress · who is here · connection. */
export function ExerciseTopBar({ exercise }: { readonly exercise: ExerciseView | undefined }) {
  return (
    <TopBar title={exercise?.title ?? "…"}>
      {exercise !== undefined && (
        <>
          <ClockFact exercise={exercise} />
          <ProgressFact exerciseId={exercise.id} />
          <PresenceFact exercise={exercise} />
        </>
      )}
      <ConnectionState />
    </TopBar>
  );
}

/** The clock; for whoever may drive it, a button that opens the controls. */
function ClockFact({ exercise }: { readonly exercise: ExerciseView }) {
  if (!exercise.abilities.controlClock || exercise.clock.state === "ended") return <SimClock clock={exercise.clock} />;
  return (
    <Popover position="bottom" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <button type="button" className={styles["clockButton"]} aria-label="Clock controls">
          <SimClock clock={exercise.clock} />
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Clock controls">
        <ClockControls
          exerciseId={exercise.id}
          clock={exercise.clock}
          isClass={exercise.mode === "class"}
          isReady={exercise.world.state === "ready"}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function ProgressFact({ exerciseId }: { readonly exerciseId: string }) {
  const guide = useGuide(exerciseId);
  const isOpen = usePreferences((preferences) => preferences.isGuideOpen);
  const setOpen = usePreferences((preferences) => preferences.setGuideOpen);
  if (guide.data === undefined || guide.data.steps.length === 0) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconListCheck size={15} />}
      aria-pressed={isOpen}
      aria-label={`Guide, ${guide.data.doneCount} of ${guide.data.steps.length} steps done`}
      onClick={() => setOpen(!isOpen)}
    >
      {guide.data.doneCount}/{guide.data.steps.length}
    </Button>
  );
}

function PresenceFact({ exercise }: { readonly exercise: ExerciseView }) {
  if (exercise.team === null || exercise.mode === "solo") return null;
  const { members } = exercise.team;
  const online = members.filter((member) => member.isOnline).length;
  return (
    <Popover position="bottom" withinPortal shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconUsers size={15} />}
          aria-label={`Team, ${online} of ${members.length} here`}
        >
          {online}/{members.length}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={styles["members"]}>
          {members.map((member) => (
            <li key={member.userId}>
              {member.displayName} <span className="muted">{member.isOnline ? "here" : "away"}</span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
