import { isAppliance } from "../appliances.ts";
import { suggestName } from "../nearest-name.ts";
import type { StoryFileStep } from "../files/story-file.ts";
import type { TechniqueDescription, TechniqueParameter } from "../../range/technique-catalogue.ts";
import { type LintContext, stepIdsOf } from "./lint-context.ts";

/** Steps name an actor, a technique and parameters that exist. */
export function lintSteps(context: LintContext): void {
  context.files.story?.data.steps.forEach((step, index) => lintStep(context, step, index));
}

function lintStep(context: LintContext, step: StoryFileStep, index: number): void {
  const { files, techniques, findings } = context;
  if (files.story === null) return;
  const { source } = files.story;
  const named = files.scenario?.data.actors ?? [];
  if (files.scenario !== null && !named.includes(step.actor)) {
    const message = `\`${step.actor}\` is not among this scenario's actors.`;
    const fix = suggestName(step.actor, named) ?? "Add it to `actors` in `scenario.yaml`.";
    findings.error(source.file, source.placeOf(["steps", index, "actor"]), "step-unknown-actor", message, fix);
  }
  const technique = techniques.find(({ name }) => name === step.technique);
  if (technique === undefined) {
    const names = techniques.map(({ name }) => name);
    const message = `There is no technique \`${step.technique}\`.`;
    findings.error(
      source.file,
      source.placeOf(["steps", index, "technique"]),
      "step-unknown-technique",
      message,
      suggestName(step.technique, names),
    );
    return;
  }
  lintParameters(context, step, index, technique);
}

function lintParameters(context: LintContext, step: StoryFileStep, index: number, technique: TechniqueDescription): void {
  const { files, findings } = context;
  if (files.story === null) return;
  const { source } = files.story;
  const given = step.with ?? {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = technique.parameters.find((known) => known.name === name);
    if (parameter === undefined) {
      const message = `\`${technique.name}\` has no parameter \`${name}\`.`;
      const free = technique.parameters.map((known) => known.name).filter((known) => !(known in given));
      findings.error(
        source.file,
        source.placeOfKey(["steps", index, "with", name]),
        "step-unknown-parameter",
        message,
        suggestName(name, free),
      );
      continue;
    }
    const problem = problemWith(context, parameter, value);
    if (problem === null) continue;
    findings.error(source.file, source.placeOf(["steps", index, "with", name]), problem.code, problem.message, problem.fix);
  }
  lintProduct(context, step, technique, index);
  for (const parameter of technique.parameters) {
    if (!parameter.isRequired || parameter.name in given) continue;
    const message = `\`${technique.name}\` needs \`${parameter.name}\`: ${parameter.doc}`;
    const place = source.placeOf(["steps", index, "with"]);
    findings.error(source.file, place, "step-missing-parameter", message, `Add \`${parameter.name}:\` under \`with\`.`);
  }
}

/** Exchange 2010 has one web site and no front end to fool. */
function lintProduct({ files, findings }: LintContext, step: StoryFileStep, technique: TechniqueDescription, index: number): void {
  if (technique.isSince2013 !== true || files.story === null) return;
  const servers = files.cast?.data.hosts.filter(({ exchange }) => exchange !== undefined) ?? [];
  const asked = servers.find(({ role }) => role === step.with?.["host"]) ?? servers[0];
  if (asked?.exchange?.product !== "2010") return;
  const { source } = files.story;
  const message = `\`${technique.name}\` cannot be done to \`${asked.role}\`, which is Exchange 2010.`;
  const place = source.placeOf(["steps", index, "technique"]);
  findings.error(source.file, place, "step-not-in-product", message, "Choose a server of Exchange 2013 or later as `host`.");
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly fix: string | null;
}

function problemWith(context: LintContext, parameter: TechniqueParameter, value: string | number | boolean): Problem | null {
  switch (parameter.kind) {
    case "host":
      return absentFrom(
        value,
        context.files.cast?.data.hosts.filter(({ kind }) => !isAppliance(kind)).map(({ role }) => role),
        "step-unknown-host",
        "Windows host in the cast",
      );
    case "person":
      return absentFrom(
        value,
        context.files.cast?.data.people.map(({ role }) => role),
        "step-unknown-person",
        "person role in the cast",
      );
    case "step":
      return absentFrom(value, stepIdsOf(context.files), "step-unknown-step", "step in the story");
    case "choice":
      return absentFrom(value, parameter.choices, "step-bad-parameter", `choice for \`${parameter.name}\``);
    case "text":
      return wrongUnless(typeof value === "string", parameter, "a text");
    case "integer":
      return wrongUnless(typeof value === "number" && Number.isInteger(value), parameter, "a whole number");
    case "boolean":
      return wrongUnless(typeof value === "boolean", parameter, "`true` or `false`");
  }
}

function absentFrom(value: string | number | boolean, known: readonly string[] | undefined, code: string, what: string): Problem | null {
  if (known === undefined || known.includes(String(value))) return null;
  return { code, message: `\`${String(value)}\` is not a ${what}.`, fix: suggestName(String(value), known) };
}

function wrongUnless(isRight: boolean, parameter: TechniqueParameter, expected: string): Problem | null {
  return isRight ? null : { code: "step-bad-parameter", message: `\`${parameter.name}\` takes ${expected}.`, fix: parameter.doc };
}
