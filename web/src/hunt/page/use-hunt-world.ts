import type { ExerciseView, SchemaView } from "@mailroom/server/contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { simNowMs } from "../../api/clock.ts";
import { useArrivals } from "../../api/live/arrivals-store.ts";
import { useStatus } from "../../widgets/status-store.ts";
import { historyKey } from "../data/use-hunt-data.ts";
import { sourceTable } from "../kql/source-table.ts";
import { msToInstant } from "../result/instant.ts";
import type { HuntStore } from "../state/hunt-store.ts";
import type { Outcome } from "../state/run.ts";
import type { HuntWorld } from "./hunt-actions.ts";
import { factsText } from "./ResultFacts.tsx";

/** The page's acts read the clock and the schema as they are when one acts, not as they were when it was drawn. */
export function useHuntWorld(exercise: ExerciseView, schema: SchemaView, store: HuntStore): HuntWorld {
  const cache = useQueryClient();
  const latest = useRef({ exercise, schema });
  useEffect(() => {
    latest.current = { exercise, schema };
  }, [exercise, schema]);
  const [world] = useState<HuntWorld>(() => ({
    exerciseId: exercise.id,
    store,
    simNow: () => msToInstant(simNowMs(latest.current.exercise.clock)),
    heard: () => useArrivals.getState().rows,
    schema: () => latest.current.schema,
    onOutcome: (outcome) => {
      useStatus.getState().setStatus(outcomeText(outcome, latest.current.schema));
      void cache.invalidateQueries({ queryKey: historyKey(exercise.id) });
    },
  }));
  return world;
}

function outcomeText(outcome: Outcome, schema: SchemaView): string {
  switch (outcome.kind) {
    case "rows": {
      const source = sourceTable(outcome.question.text, schema.tables);
      return factsText(outcome, source === null ? null : (schema.counts[source.name] ?? null));
    }
    case "refused":
      return `The query did not run: ${outcome.diagnostics[0]?.message ?? "it was not understood"}`;
    case "interrupted":
      return outcome.title;
    case "cancelled":
      return "Cancelled";
  }
}
