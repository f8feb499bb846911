import type { ConditionFile } from "../files/guide-file.ts";
import { suggestName } from "../nearest-name.ts";
import type { YamlPath } from "../yaml/yaml-source.ts";
import { type LintContext, stepIdsOf } from "./lint-context.ts";

/** Guide steps look at steps and tables that exist; hints say something and cost less the earlier they come. */
export function lintGuide(context: LintContext): void {
  const { guide, scenario } = context.files;
  if (guide === null) return;
  if (scenario?.data.guided === true && guide.data.steps.length === 0) {
    context.findings.error(
      guide.source.file,
      guide.source.placeOf(["steps"]),
      "guide-empty",
      "A guided scenario needs guide steps.",
      "Write some, or set `guided: false`.",
    );
  }
  for (const [i, step] of guide.data.steps.entries()) {
    lintCondition(context, step.doneWhen, ["steps", i, "doneWhen"]);
    for (const [j, hint] of (step.hints ?? []).entries()) {
      const place = guide.source.placeOf(["steps", i, "hints", j, "body"]);
      if (hint.body.trim() === "")
        context.findings.error(guide.source.file, place, "hint-empty", "This hint says nothing.", "Write it, or take it out.");
      const before = step.hints?.[j - 1];
      if (before !== undefined && before.price > hint.price) {
        const message = "A later hint says more, so it should not cost less than the one before.";
        context.findings.warn(guide.source.file, guide.source.placeOf(["steps", i, "hints", j, "price"]), "hint-price-order", message);
      }
    }
  }
}

function lintCondition(context: LintContext, condition: ConditionFile, path: YamlPath): void {
  const { guide, story } = context.files;
  if (guide === null) return;
  const steps = stepIdsOf(context.files);
  for (const verb of ["saw", "pinned", "judged"] as const) {
    const id = condition[verb];
    if (id === undefined || story === null || steps.includes(id) || (verb === "judged" && id === "any")) continue;
    const message = `\`${id}\` is not a step in the story.`;
    context.findings.error(guide.source.file, guide.source.placeOf([...path, verb]), "guide-unknown-step", message, suggestName(id, steps));
  }
  const { table } = condition;
  if (table !== undefined && context.tables !== null && !context.tables.includes(table)) {
    const message = `There is no table \`${table}\`.`;
    context.findings.error(
      guide.source.file,
      guide.source.placeOf([...path, "table"]),
      "guide-unknown-table",
      message,
      suggestName(table, context.tables),
    );
  }
  for (const verb of ["all", "any"] as const) {
    for (const [i, part] of (condition[verb] ?? []).entries()) lintCondition(context, part, [...path, verb, i]);
  }
}
