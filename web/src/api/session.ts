import { useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Who is signed in; `user` is null for nobody. */
export function useMe() {
  return useQuery(api.session.me.queryOptions());
}

/** What an exercise code leads to; asks only when the code is complete. */
export function useJoinPreview(code: string | null) {
  return useQuery(api.session.joinPreview.queryOptions({ input: { code: code ?? "" }, enabled: code !== null, retry: false }));
}
