import type { ClockCommand, ClockView } from "../../../contract/index.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import { enter } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";

/**
 * Starts, pauses, resumes, speeds up, jumps or ends. The runtime saves the clock itself, so the key is kept after it has:
 * a crash in between makes a retry act again rather than acknowledge something that never happened.
 */
export async function commandClock(lab: Lab, actor: Actor, exerciseId: ExerciseId, key: string, command: ClockCommand): Promise<ClockView> {
  const { person } = await enter(lab, actor, exerciseId, "control-clock");
  const who = { key, actorId: person.id };
  if (await lab.state.hasAnswered(who)) return lab.runtime.clockOf(exerciseId);
  const clock = await lab.runtime.command(exerciseId, command);
  await act(
    lab,
    who,
    async () => ({ verb: command.verb }),
    () => [],
  );
  return clock;
}
