import { listScenarios, listStudioScenarios, previewScenario } from "../../exercise/commands/scenarios.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function scenarioRoutes(api: Implementer, { lab }: RouteDeps) {
  return { list: api.scenarios.list.handler(async () => [...(await listScenarios(lab))]) };
}

export function studioRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    list: api.studio.list.handler(async ({ context }) => [...(await listStudioScenarios(lab, context.actor))]),
    preview: api.studio.preview.handler(({ context, input }) => previewScenario(lab, context.actor, input.slug, input.seed)),
  };
}
