import { listAlerts, readAlert } from "../../exercise/commands/alerts.ts";
import { claimAlert, judgeAlert, linkEvidence, releaseAlert, reopenAlert } from "../../exercise/commands/work-alert.ts";
import { presentAlert, presentAlertDetail } from "../../present/alert.ts";
import { alertId, exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

/** The same request with branded ids. */
function branded<T extends { readonly exerciseId: string; readonly alertId: string }>(input: T) {
  return { ...input, exerciseId: exerciseId(input.exerciseId), alertId: alertId(input.alertId) };
}

export function alertRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    list: api.alerts.list.handler(async ({ context, input }) =>
      (await listAlerts(lab, context.actor, exerciseId(input.exerciseId))).map(presentAlert),
    ),
    get: api.alerts.get.handler(async ({ context, input }) => {
      const { alert, rule, tableNames } = await readAlert(lab, context.actor, exerciseId(input.exerciseId), alertId(input.alertId));
      return presentAlertDetail(alert, rule, tableNames);
    }),
    claim: api.alerts.claim.handler(async ({ context, input }) => presentAlert(await claimAlert(lab, context.actor, branded(input)))),
    release: api.alerts.release.handler(async ({ context, input }) => presentAlert(await releaseAlert(lab, context.actor, branded(input)))),
    judge: api.alerts.judge.handler(async ({ context, input }) => presentAlert(await judgeAlert(lab, context.actor, branded(input)))),
    reopen: api.alerts.reopen.handler(async ({ context, input }) => presentAlert(await reopenAlert(lab, context.actor, branded(input)))),
    linkEvidence: api.alerts.linkEvidence.handler(async ({ context, input }) =>
      presentAlert(await linkEvidence(lab, context.actor, branded(input))),
    ),
  };
}
