import type { HuntDesk, QueryRequest } from "@mailroom/server/contract";
import { useQuery } from "@tanstack/react-query";
import { api, client } from "../../api/client.ts";

export function useSchema(exerciseId: string) {
  return useQuery(api.hunt.schema.queryOptions({ input: { exerciseId } }));
}

/** The saved tabs, fetched once: from then on this page is where they change. */
export function useSavedDesk(exerciseId: string) {
  return useQuery(api.hunt.desk.queryOptions({ input: { exerciseId }, staleTime: Infinity, gcTime: 0 }));
}

export function useHistory(exerciseId: string) {
  return useQuery(api.hunt.history.queryOptions({ input: { exerciseId } }));
}

export function historyKey(exerciseId: string) {
  return api.hunt.history.queryKey({ input: { exerciseId } });
}

/** Asked again each time it is opened: the plan depends on the text. */
export function useExplanation(
  question: { readonly exerciseId: string; readonly text: string; readonly range: QueryRequest["range"] } | null,
) {
  return useQuery({
    queryKey: ["hunt", "explain", question],
    queryFn: () => {
      if (question === null) throw new Error("nothing to explain");
      return client.hunt.explain(question);
    },
    enabled: question !== null,
    staleTime: 0,
  });
}

export function saveDesk(exerciseId: string, desk: HuntDesk): Promise<unknown> {
  return client.hunt.saveDesk({ exerciseId, desk });
}
