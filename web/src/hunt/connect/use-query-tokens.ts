import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "../../api/client.ts";
import { withKey } from "../../api/with-key.ts";

export function useQueryTokens(exerciseId: string) {
  return useQuery(api.queryTokens.list.queryOptions({ input: { exerciseId } }));
}

/** Makes a token; the answer is the only one that ever holds its secret, so it is not put into the cache. */
export function useCreateQueryToken(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => withKey((key) => client.queryTokens.create({ exerciseId, key, name })),
    gcTime: 0,
    onSuccess: ({ token }) =>
      cache.setQueryData(api.queryTokens.list.queryKey({ input: { exerciseId } }), (known) =>
        known === undefined ? undefined : { ...known, tokens: [...known.tokens, token] },
      ),
  });
}

export function useRevokeQueryToken(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) => withKey((key) => client.queryTokens.revoke({ exerciseId, key, tokenId })),
    onSuccess: (tokens) => cache.setQueryData(api.queryTokens.list.queryKey({ input: { exerciseId } }), tokens),
  });
}
