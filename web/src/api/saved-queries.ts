import type { SavedQueryCreate, SavedQueryUpdate, SavedQueryView } from "@mailroom/server/contract";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { withKey } from "./with-key.ts";

/** The team's saved queries, removed ones included (they can come back). */
export function useSavedQueries(exerciseId: string) {
  return useQuery(api.savedQueries.list.queryOptions({ input: { exerciseId } }));
}

export function storeSavedQuery(cache: QueryClient, exerciseId: string, saved: SavedQueryView): void {
  cache.setQueryData(api.savedQueries.list.queryKey({ input: { exerciseId } }), (known) =>
    known === undefined ? undefined : [...known.filter(({ id }) => id !== saved.id), saved],
  );
}

export function useSaveQuery(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (query: Omit<SavedQueryCreate, "exerciseId" | "key">) =>
      withKey((key) => client.savedQueries.save({ ...query, exerciseId, key })),
    onSuccess: (saved) => storeSavedQuery(cache, exerciseId, saved),
  });
}

/** Renames, puts another text in its place, takes off the list or brings back. */
export function useUpdateSavedQuery(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Omit<SavedQueryUpdate, "exerciseId" | "key">) =>
      withKey((key) => client.savedQueries.update({ ...change, exerciseId, key })),
    onSuccess: (saved) => storeSavedQuery(cache, exerciseId, saved),
  });
}
