import type { ConditionFile, GuideFile } from "../files/guide-file.ts";
import type { InjectsFile } from "../files/injects-file.ts";
import type { GuideCondition, GuideStepModel, Inject } from "../model.ts";
import { micros } from "./build-story.ts";

export function buildGuide(file: GuideFile): GuideStepModel[] {
  return file.steps.map((step) => ({
    id: step.id,
    title: step.title,
    body: step.body.trim(),
    completedBy: buildCondition(step.doneWhen),
    hints: (step.hints ?? []).map(({ price, body }) => ({ price, body: body.trim() })),
  }));
}

/** The schema allows exactly one verb per condition. */
export function buildCondition(file: ConditionFile): GuideCondition {
  if (file.opened !== undefined) return { kind: "opened", page: file.opened };
  if (file.ranQuery !== undefined) return { kind: "ran-query", table: file.table ?? null };
  if (file.saw !== undefined) return { kind: "saw-step", stepId: file.saw, table: file.table ?? null };
  if (file.pinned !== undefined) return { kind: "pinned-step", stepId: file.pinned };
  if (file.judged !== undefined) return { kind: "judged-alert", stepId: file.judged === "any" ? null : file.judged };
  if (file.stated !== undefined) return { kind: "stated-finding", findingKind: file.stated };
  if (file.all !== undefined) return { kind: "all", of: file.all.map(buildCondition) };
  if (file.any !== undefined) return { kind: "any", of: file.any.map(buildCondition) };
  return { kind: "submitted" };
}

export function buildInjects(file: InjectsFile): Inject[] {
  return file.injects
    .map((inject) => ({
      id: inject.id,
      offset: micros(inject.at),
      channel: inject.channel,
      from: inject.from,
      to: inject.to,
      subject: inject.subject,
      body: inject.body.trim(),
      expectedAction: inject.expected.trim(),
    }))
    .sort((a, b) => a.offset - b.offset);
}
