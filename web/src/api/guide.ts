import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { withKey } from "./with-key.ts";

export function useGuide(exerciseId: string, isEnabled = true) {
  return useQuery(api.guide.get.queryOptions({ input: { exerciseId }, enabled: isEnabled }));
}

export function useOpenHint(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (hint: { readonly stepId: string; readonly index: number }) =>
      withKey((key) => client.guide.openHint({ exerciseId, key, ...hint })),
    onSuccess: (guide) => cache.setQueryData(api.guide.get.queryKey({ input: { exerciseId } }), guide),
  });
}
