import type { ClockView, ExerciseView, LiveEvent } from "@mailroom/server/contract";
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { storeAlert } from "../alerts.ts";
import { api } from "../client.ts";
import { observeClock } from "../clock.ts";
import { storeEvidence } from "../evidence.ts";
import { storeSavedQuery } from "../saved-queries.ts";
import { useArrivals } from "./arrivals-store.ts";

/** Writes one live event into the cache, so that every page shows it without asking the server again. */
export function applyLiveEvent(cache: QueryClient, exerciseId: string, event: LiveEvent): void {
  const input = { exerciseId };
  /** A fetch under way may have been answered before this event happened; it is started again instead of overwriting it. */
  const settle = (queryKey: QueryKey): void => {
    if (cache.isFetching({ queryKey, exact: true }) > 0) void cache.invalidateQueries({ queryKey, exact: true });
  };
  const exerciseKey = api.exercises.get.queryKey({ input });
  const patchExercise = (change: (exercise: ExerciseView) => ExerciseView): void => {
    cache.setQueryData(exerciseKey, (exercise) => exercise && change(exercise));
    settle(exerciseKey);
  };

  switch (event.kind) {
    case "clock":
      observeClock(event.clock);
      return applyClock(cache, event.clock, exerciseId, patchExercise);
    case "rows":
      useArrivals.getState().add(event.added);
      cache.setQueryData(
        api.hunt.schema.queryKey({ input }),
        (schema) => schema && { ...schema, counts: addCounts(schema.counts, event.added) },
      );
      return undefined;
    case "alert":
      storeAlert(cache, exerciseId, event.alert);
      return settle(api.alerts.list.queryKey({ input }));
    case "inject": {
      const queryKey = api.exercises.injects.queryKey({ input });
      cache.setQueryData(queryKey, (injects) => injects && [...injects.filter((one) => one.id !== event.inject.id), event.inject]);
      return settle(queryKey);
    }
    case "evidence":
      storeEvidence(cache, exerciseId, event.evidence);
      return settle(api.evidence.list.queryKey({ input }));
    case "saved-query":
      storeSavedQuery(cache, exerciseId, event.savedQuery);
      return settle(api.savedQueries.list.queryKey({ input }));
    case "report":
      void cache.invalidateQueries({ queryKey: api.report.get.queryKey({ input }) });
      return patchExercise((exercise) => ({ ...exercise, isSubmitted: event.isSubmitted }));
    case "guide": {
      const queryKey = api.guide.get.queryKey({ input });
      cache.setQueryData(queryKey, event.guide);
      return settle(queryKey);
    }
    case "presence":
      return patchExercise((exercise) => withPresence(exercise, new Set(event.online.map((one) => one.userId)), event.online));
    case "world":
      return patchExercise((exercise) => ({
        ...exercise,
        world: { state: event.state, progress: event.progress, message: event.message },
      }));
    case "debrief-open":
      void cache.invalidateQueries({ queryKey: api.debrief.get.key() });
      return patchExercise((exercise) => ({ ...exercise, isDebriefOpen: true }));
    case "board":
      void cache.invalidateQueries({ queryKey: api.facilitation.board.queryKey({ input }) });
      return undefined;
    case "planned-injects":
      void cache.invalidateQueries({ queryKey: api.facilitation.plannedInjects.queryKey({ input }) });
      return undefined;
  }
}

function applyClock(
  cache: QueryClient,
  clock: ClockView,
  exerciseId: string,
  patchExercise: (change: (exercise: ExerciseView) => ExerciseView) => void,
): void {
  patchExercise((exercise) => ({ ...exercise, clock }));
  // When the exercise ends, what may be seen and done changes with it.
  if (clock.state === "ended") void cache.invalidateQueries({ queryKey: api.exercises.get.queryKey({ input: { exerciseId } }) });
}

function addCounts(counts: Readonly<Record<string, number>>, added: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...counts };
  for (const [table, count] of Object.entries(added)) sum[table] = (sum[table] ?? 0) + count;
  return sum;
}

function withPresence(
  exercise: ExerciseView,
  online: ReadonlySet<string>,
  people: readonly { readonly userId: string; readonly displayName: string }[],
): ExerciseView {
  if (exercise.team === null) return exercise;
  const known = exercise.team.members.map((member) => ({ ...member, isOnline: online.has(member.userId) }));
  const isKnown = new Set(known.map((member) => member.userId));
  const arrived = people.filter((one) => !isKnown.has(one.userId)).map((one) => ({ ...one, isOnline: true }));
  return { ...exercise, team: { ...exercise.team, members: [...known, ...arrived] } };
}

/** Marks everything known of an exercise as old, after a gap in what was heard. */
export function refetchExercise(cache: QueryClient, exerciseId: string): void {
  void cache.invalidateQueries({
    predicate: ({ queryKey }) => {
      const input = (queryKey[1] as { readonly input?: { readonly exerciseId?: string } } | undefined)?.input;
      return input?.exerciseId === exerciseId;
    },
  });
}
