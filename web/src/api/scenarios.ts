import { useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

export function useScenarios() {
  return useQuery(api.scenarios.list.queryOptions());
}

/** Scenarios as their authors see them, with lint findings. */
export function useStudioScenarios() {
  return useQuery(api.studio.list.queryOptions());
}

/** What a seed makes of a scenario. Simulating takes seconds, so the answer is kept. */
export function useScenarioPreview(slug: string, seed: number) {
  return useQuery(api.studio.preview.queryOptions({ input: { slug, seed }, staleTime: Number.POSITIVE_INFINITY, retry: false }));
}
