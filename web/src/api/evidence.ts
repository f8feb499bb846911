import type { EvidenceView, PinRequest } from "@mailroom/server/contract";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { withKey } from "./with-key.ts";

/** The team's board, removed pieces included (they can come back). */
export function useEvidence(exerciseId: string) {
  return useQuery(api.evidence.list.queryOptions({ input: { exerciseId } }));
}

export function storeEvidence(cache: QueryClient, exerciseId: string, piece: EvidenceView): void {
  cache.setQueryData(api.evidence.list.queryKey({ input: { exerciseId } }), (pieces) => upsertEvidence(pieces, piece));
}

/** The board with this piece in it once; a changed piece keeps its place. */
export function upsertEvidence(pieces: readonly EvidenceView[] | undefined, piece: EvidenceView): EvidenceView[] | undefined {
  if (pieces === undefined) return undefined;
  return pieces.some((one) => one.id === piece.id) ? pieces.map((one) => (one.id === piece.id ? piece : one)) : [...pieces, piece];
}

/** Pins a row, an aggregate or an empty result. */
export function usePinEvidence(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (pin: Omit<PinRequest, "exerciseId" | "key">) => withKey((key) => client.evidence.pin({ ...pin, exerciseId, key })),
    onSuccess: (piece) => storeEvidence(cache, exerciseId, piece),
  });
}

export interface EvidenceChange {
  readonly evidenceId: string;
  readonly note?: string;
  readonly labels?: string[];
  readonly isRemoved?: boolean;
}

/** Changes note, labels or removal of one piece; shown at once, taken back if the server refuses. */
export function useUpdateEvidence(exerciseId: string) {
  const cache = useQueryClient();
  const queryKey = api.evidence.list.queryKey({ input: { exerciseId } });
  return useMutation({
    mutationFn: (change: EvidenceChange) => withKey((key) => client.evidence.update({ ...change, exerciseId, key })),
    onMutate: ({ evidenceId, ...change }) => {
      const before = cache.getQueryData(queryKey)?.find((piece) => piece.id === evidenceId);
      if (before !== undefined) storeEvidence(cache, exerciseId, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => {
      if (context?.before !== undefined) storeEvidence(cache, exerciseId, context.before);
    },
    onSuccess: (piece) => storeEvidence(cache, exerciseId, piece),
  });
}
