import type { AdHocInject, FacilitatorNote, InjectCommand } from "@mailroom/server/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { withKey } from "./with-key.ts";

export function useBoard(exerciseId: string) {
  return useQuery(api.facilitation.board.queryOptions({ input: { exerciseId } }));
}

export function usePlannedInjects(exerciseId: string) {
  return useQuery(api.facilitation.plannedInjects.queryOptions({ input: { exerciseId } }));
}

/** Sends, holds, releases or skips one planned inject. */
export function useCommandInject(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: Pick<InjectCommand, "injectId" | "verb">) =>
      withKey((key) => client.facilitation.commandInject({ ...command, exerciseId, key })),
    onSuccess: (injects) => cache.setQueryData(api.facilitation.plannedInjects.queryKey({ input: { exerciseId } }), injects),
  });
}

export function useSendAdHoc(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (inject: Omit<AdHocInject, "exerciseId" | "key">) =>
      withKey((key) => client.facilitation.sendAdHoc({ ...inject, exerciseId, key })),
    onSuccess: (injects) => cache.setQueryData(api.facilitation.plannedInjects.queryKey({ input: { exerciseId } }), injects),
  });
}

export function useNotes(exerciseId: string) {
  return useQuery(api.facilitation.notes.queryOptions({ input: { exerciseId } }));
}

export function useAddNote(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => withKey((key) => client.facilitation.addNote({ exerciseId, key, text })),
    onSuccess: (note: FacilitatorNote) =>
      cache.setQueryData(api.facilitation.notes.queryKey({ input: { exerciseId } }), (notes) =>
        notes === undefined ? notes : [...notes, note],
      ),
  });
}
