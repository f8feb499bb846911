import { readDebrief } from "../../exercise/commands/debrief.ts";
import { openHint, readGuide } from "../../exercise/commands/guide.ts";
import { readReport, type ReportOnDesk, saveReport, submitReport } from "../../exercise/commands/report.ts";
import { presentDebrief } from "../../present/debrief.ts";
import { presentGuide } from "../../present/guide.ts";
import { presentReport } from "../../present/report.ts";
import { exerciseId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

const present = ({ report, scenario, render }: ReportOnDesk) => presentReport(report, scenario, render);

export function reportRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    get: api.report.get.handler(async ({ context, input }) => present(await readReport(lab, context.actor, exerciseId(input.exerciseId)))),
    save: api.report.save.handler(async ({ context, input }) =>
      present(await saveReport(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
    submit: api.report.submit.handler(async ({ context, input }) =>
      present(await submitReport(lab, context.actor, exerciseId(input.exerciseId), input)),
    ),
  };
}

export function guideRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    get: api.guide.get.handler(async ({ context, input }) => {
      const { steps, done, hints, render } = await readGuide(lab, context.actor, exerciseId(input.exerciseId));
      return presentGuide(steps, done, hints, render);
    }),
    openHint: api.guide.openHint.handler(async ({ context, input }) => {
      const { steps, done, hints, render } = await openHint(lab, context.actor, exerciseId(input.exerciseId), input);
      return presentGuide(steps, done, hints, render);
    }),
  };
}

export function debriefRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    get: api.debrief.get.handler(async ({ context, input }) =>
      presentDebrief(await readDebrief(lab, context.actor, exerciseId(input.exerciseId), input.teamId)),
    ),
  };
}
