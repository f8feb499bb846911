import { listSavedQueries, saveQuery, updateSavedQuery } from "../../exercise/commands/saved-queries.ts";
import { presentSavedQuery } from "../../present/saved-query.ts";
import { exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function savedQueryRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    list: api.savedQueries.list.handler(async ({ context, input }) =>
      (await listSavedQueries(lab, context.actor, exerciseId(input.exerciseId))).map(presentSavedQuery),
    ),
    save: api.savedQueries.save.handler(async ({ context, input }) =>
      presentSavedQuery(await saveQuery(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
    update: api.savedQueries.update.handler(async ({ context, input }) =>
      presentSavedQuery(await updateSavedQuery(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
  };
}
