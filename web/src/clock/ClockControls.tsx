import type { ClockCommand, ClockView } from "@mailroom/server/contract";
import { Button, Select } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipForward, IconPlayerStop } from "@tabler/icons-react";
import { useClockCommand } from "../api/exercises.ts";
import { useCommands } from "../commands/registry.ts";
import { ConfirmButton } from "../widgets/ConfirmButton.tsx";
import { notifyProblem } from "../widgets/notify.tsx";
import styles from "./ClockControls.module.css";
import { SPEEDS } from "./speeds.ts";

interface Props {
  readonly exerciseId: string;
  readonly clock: ClockView;
  /** Ending for a class closes it for everybody; a learner alone ends only their own. */
  readonly isClass: boolean;
  readonly isReady: boolean;
}

/** Start, pause, resume, speed, jump and end. Ending asks first, for it cannot be undone. */
export function ClockControls({ exerciseId, clock, isClass, isReady }: Props) {
  const command = useClockCommand(exerciseId);
  const tell = (wanted: ClockCommand): void => command.mutate(wanted, { onError: notifyProblem });
  const isRunning = clock.state === "running";
  const isPaused = clock.state === "paused";
  useCommands([
    { id: "clock.pause", title: "Pause the clock", group: "Clock", isEnabled: isRunning, run: () => tell({ verb: "pause" }) },
    { id: "clock.resume", title: "Resume the clock", group: "Clock", isEnabled: isPaused, run: () => tell({ verb: "resume" }) },
    {
      id: "clock.jump",
      title: "Jump to the next event of interest",
      group: "Clock",
      keywords: "skip forward",
      isEnabled: isRunning || isPaused,
      run: () => tell({ verb: "jump" }),
    },
  ]);
  if (clock.state === "ended") return null;
  if (clock.state === "lobby") {
    return (
      <Button
        leftSection={<IconPlayerPlay size={14} />}
        disabled={!isReady}
        loading={command.isPending}
        onClick={() => tell({ verb: "start" })}
      >
        Start the clock
      </Button>
    );
  }
  return (
    <div className={styles["root"]} role="group" aria-label="Clock">
      <Button
        variant="default"
        leftSection={isRunning ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        onClick={() => tell({ verb: isRunning ? "pause" : "resume" })}
      >
        {isRunning ? "Pause" : "Resume"}
      </Button>
      <Select
        aria-label="Speed"
        w={86}
        allowDeselect={false}
        value={String(clock.speed)}
        data={[...new Set([...SPEEDS.map(String), String(clock.speed)])].map((speed) => ({ value: speed, label: `${speed}×` }))}
        onChange={(speed) => speed !== null && tell({ verb: "speed", speed: Number(speed) })}
      />
      <Button variant="default" leftSection={<IconPlayerSkipForward size={14} />} onClick={() => tell({ verb: "jump" })}>
        Jump
      </Button>
      <ConfirmButton
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        question={isClass ? "End the exercise for everybody?" : "End this exercise?"}
        consequence={
          isClass
            ? "The clock stops for good, reports can no longer be changed, and every team may read its debrief."
            : "The clock stops for good, your report can no longer be changed, and the debrief opens."
        }
        verb="End it"
        isDangerous
        onConfirm={() => tell({ verb: "end" })}
      >
        End
      </ConfirmButton>
    </div>
  );
}
