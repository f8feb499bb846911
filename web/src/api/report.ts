import { useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

export function useReport(exerciseId: string) {
  return useQuery(api.report.get.queryOptions({ input: { exerciseId } }));
}

export function useDebrief(exerciseId: string, teamId: string | undefined) {
  const input = teamId === undefined ? { exerciseId } : { exerciseId, teamId };
  return useQuery(api.debrief.get.queryOptions({ input, retry: false }));
}
