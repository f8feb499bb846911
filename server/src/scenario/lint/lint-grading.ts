import { suggestName } from "../nearest-name.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import { type LintContext, stepIdsOf } from "./lint-context.ts";

/** Grading speaks of steps, rules, actions and scope that exist, and its points add up to 100. */
export function lintGrading(context: LintContext): void {
  const { files } = context;
  if (files.grading === null) return;
  const { claims, decoys, alerts, actions, narrative } = files.grading.data;
  const steps = stepIdsOf(files);
  if (files.story !== null) {
    for (const [i, claim] of claims.entries()) {
      absent(context, ["claims", i, "step"], claim.step, steps, "grading-unknown-step", "step in the story");
      for (const [j, id] of (claim.orSteps ?? []).entries()) {
        absent(context, ["claims", i, "orSteps", j], id, steps, "grading-unknown-step", "step in the story");
      }
    }
    for (const [i, decoy] of decoys.entries()) {
      if (decoy.step !== undefined) absent(context, ["decoys", i, "step"], decoy.step, steps, "grading-unknown-step", "step in the story");
    }
  }
  for (const [i, { rule }] of files.scenario === null ? [] : alerts.rules.entries()) {
    absent(context, ["alerts", "rules", i, "rule"], rule, files.ruleStems, "grading-unknown-rule", "rule of this scenario");
  }
  const actionIds = actions.library.map(({ id }) => id);
  for (const [i, action] of actions.library.entries()) {
    for (const [j, id] of (action.after ?? []).entries()) {
      absent(context, ["actions", "library", i, "after", j], id, actionIds, "grading-unknown-action", "action of this library");
    }
  }
  lintSums(
    context,
    narrative.concepts.reduce((sum, { points }) => sum + points, 0),
  );
}

function lintSums({ files, findings }: LintContext, conceptPoints: number): void {
  if (files.grading === null) return;
  const { source, data } = files.grading;
  const claimPoints = data.claims.reduce((sum, { points }) => sum + points, 0);
  const sections = [data.verdict, data.alerts, data.indicators, data.scope, data.actions, data.narrative];
  const total = sections.reduce((sum, { points }) => sum + points, claimPoints);
  if (total !== 100) {
    findings.warn(source.file, source.placeOf([]), "grading-points-total", `The points add up to ${total}.`, "100 is easiest to read.");
  }
  if (conceptPoints !== data.narrative.points) {
    const message = `The concepts add up to ${conceptPoints}, but the narrative is worth ${data.narrative.points}.`;
    findings.error(source.file, source.placeOf(["narrative", "points"]), "grading-section-total", message, "Make the two equal.");
  }
  const best = data.actions.library.reduce((sum, { points }) => sum + Math.max(0, points), 0);
  if (best < data.actions.points) {
    const message = `The right actions add up to ${best}, so the ${data.actions.points} points of this section can never be reached.`;
    findings.error(
      source.file,
      source.placeOf(["actions", "points"]),
      "grading-section-total",
      message,
      "Raise the actions' points, or lower these.",
    );
  }
}

function absent(context: LintContext, path: YamlPath, name: string, known: readonly string[], code: string, what: string): void {
  const grading = context.files.grading;
  if (grading === null || known.includes(name)) return;
  context.findings.error(
    grading.source.file,
    grading.source.placeOf(path),
    code,
    `\`${name}\` is not a ${what}.`,
    suggestName(name, known),
  );
}
