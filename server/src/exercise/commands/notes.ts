import { randomUUID } from "node:crypto";
import { type ExerciseId, recordId } from "../../state/ids.ts";
import type { Note } from "../../state/note.ts";
import type { Actor } from "../../state/person.ts";
import { enter } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";

export async function listNotes(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<readonly Note[]> {
  await enter(lab, actor, exerciseId, "facilitate");
  return lab.state.notes.list(exerciseId);
}

/** A facilitator's private note, stamped with both clocks. */
export async function addNote(lab: Lab, actor: Actor, exerciseId: ExerciseId, key: string, text: string): Promise<Note> {
  const { person } = await enter(lab, actor, exerciseId, "facilitate");
  return act(
    lab,
    { key, actorId: person.id },
    async ({ notes }) => {
      const note: Note = {
        id: recordId(randomUUID()),
        exerciseId,
        at: lab.wallClock(),
        simAt: lab.runtime.simNowOf(exerciseId),
        text,
        byName: person.displayName,
      };
      await notes.insert(note);
      return note;
    },
    () => [{ kind: "NoteAdded", exerciseId }],
  );
}
