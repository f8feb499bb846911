import { readBoard } from "../../exercise/commands/board.ts";
import { commandInject, type InjectsOnDesk, listPlannedInjects, sendAdHocInject } from "../../exercise/commands/injects.ts";
import { addNote, listNotes } from "../../exercise/commands/notes.ts";
import { presentBoard, presentNote, presentPlannedInject } from "../../present/control-room.ts";
import { exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

const presentAll = ({ injects, render }: InjectsOnDesk) => injects.map((inject) => presentPlannedInject(inject, render));

export function facilitationRoutes(api: Implementer, { lab, presence }: RouteDeps) {
  return {
    board: api.facilitation.board.handler(async ({ context, input }) => {
      const id = exerciseId(input.exerciseId);
      const { board, render } = await readBoard(lab, context.actor, id);
      return presentBoard(board, (userId) => presence.isOnline(id, userId), render);
    }),
    plannedInjects: api.facilitation.plannedInjects.handler(async ({ context, input }) =>
      presentAll(await listPlannedInjects(lab, context.actor, exerciseId(input.exerciseId))),
    ),
    commandInject: api.facilitation.commandInject.handler(async ({ context, input }) =>
      presentAll(await commandInject(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
    sendAdHoc: api.facilitation.sendAdHoc.handler(async ({ context, input }) =>
      presentAll(await sendAdHocInject(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
    notes: api.facilitation.notes.handler(async ({ context, input }) =>
      (await listNotes(lab, context.actor, exerciseId(input.exerciseId))).map(presentNote),
    ),
    addNote: api.facilitation.addNote.handler(async ({ context, input }) =>
      presentNote(await addNote(lab, context.actor, exerciseId(input.exerciseId), input.key, input.text)),
    ),
  };
}
