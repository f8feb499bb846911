import { listEvidence, pinEvidence, updateEvidence } from "../../exercise/commands/evidence.ts";
import { presentEvidence } from "../../present/evidence.ts";
import { exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function evidenceRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    list: api.evidence.list.handler(async ({ context, input }) =>
      (await listEvidence(lab, context.actor, exerciseId(input.exerciseId))).map(presentEvidence),
    ),
    pin: api.evidence.pin.handler(async ({ context, input }) =>
      presentEvidence(await pinEvidence(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
    update: api.evidence.update.handler(async ({ context, input }) =>
      presentEvidence(await updateEvidence(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
  };
}
