import { cancelQuery, explainQuery, listHistory, readDesk, readSchema, runQuery, saveDesk } from "../../exercise/commands/hunt.ts";
import { presentQueryRun, presentSchema } from "../../present/hunt.ts";
import { exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function huntRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    schema: api.hunt.schema.handler(async ({ context, input }) => {
      return presentSchema(await readSchema(lab, context.actor, exerciseId(input.exerciseId)));
    }),
    query: api.hunt.query.handler(({ context, input }) => runQuery(lab, context.actor, exerciseId(input.exerciseId), input)),
    cancel: api.hunt.cancel.handler(async ({ context, input }) => {
      await cancelQuery(lab, context.actor, exerciseId(input.exerciseId), input.queryId);
      return { ok: true };
    }),
    explain: api.hunt.explain.handler(({ context, input }) => explainQuery(lab, context.actor, exerciseId(input.exerciseId), input)),
    history: api.hunt.history.handler(async ({ context, input }) =>
      (await listHistory(lab, context.actor, exerciseId(input.exerciseId))).map(presentQueryRun),
    ),
    desk: api.hunt.desk.handler(({ context, input }) => readDesk(lab, context.actor, exerciseId(input.exerciseId))),
    saveDesk: api.hunt.saveDesk.handler(async ({ context, input }) => {
      await saveDesk(lab, context.actor, exerciseId(input.exerciseId), input.desk);
      return { ok: true };
    }),
  };
}
