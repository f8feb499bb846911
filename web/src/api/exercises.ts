import type { ClockCommand, ExerciseCreate, ExerciseView } from "@mailroom/server/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, client } from "./client.ts";
import { observeClock } from "./clock.ts";
import { withKey } from "./with-key.ts";

export function useMyExercises(isEnabled: boolean) {
  return useQuery(api.exercises.mine.queryOptions({ enabled: isEnabled }));
}

export function useExercise(exerciseId: string) {
  const options = api.exercises.get.queryOptions({ input: { exerciseId } });
  return useQuery({
    ...options,
    queryFn: async () => {
      const exercise = await client.exercises.get({ exerciseId });
      observeClock(exercise.clock);
      return exercise;
    },
  });
}

export function useBrief(exerciseId: string) {
  return useQuery(api.exercises.brief.queryOptions({ input: { exerciseId } }));
}

export function useInjects(exerciseId: string) {
  return useQuery(api.exercises.injects.queryOptions({ input: { exerciseId } }));
}

export function useAcknowledgeInject(exerciseId: string) {
  const cache = useQueryClient();
  const queryKey = api.exercises.injects.queryKey({ input: { exerciseId } });
  return useMutation({
    mutationFn: (injectId: string) => withKey((key) => client.exercises.acknowledgeInject({ exerciseId, injectId, key })),
    onSuccess: (_, injectId) =>
      cache.setQueryData(queryKey, (injects) => injects?.map((one) => (one.id === injectId ? { ...one, isAcknowledged: true } : one))),
  });
}

export function useCreateExercise() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Omit<ExerciseCreate, "key">) => withKey((key) => client.exercises.create({ ...wanted, key })),
    onSuccess: () => cache.invalidateQueries({ queryKey: api.exercises.mine.key() }),
  });
}

/** Starts, pauses, resumes, speeds up, jumps or ends; the answer is the new clock. */
export function useClockCommand(exerciseId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: ClockCommand) => withKey((key) => client.exercises.clock({ exerciseId, key, command })),
    onSuccess: (clock) => {
      observeClock(clock);
      const queryKey = api.exercises.get.queryKey({ input: { exerciseId } });
      cache.setQueryData(queryKey, (exercise: ExerciseView | undefined) => (exercise === undefined ? exercise : { ...exercise, clock }));
    },
  });
}
