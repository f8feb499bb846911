import type { LintFinding } from "../../contract/index.ts";
import { MICROS_PER_SECOND, parseSimTime } from "../base/sim-time.ts";
import type { TechniqueDescription } from "../range/technique-catalogue.ts";
import { buildOperation } from "./build/build-operation.ts";
import { buildActor, buildCast } from "./build/build-cast.ts";
import { buildGrading } from "./build/build-grading.ts";
import { buildGuide, buildInjects } from "./build/build-guide.ts";
import { buildProof } from "./build/build-proof.ts";
import { buildRule } from "./build/build-rule.ts";
import { buildStep, buildWindow, micros } from "./build/build-story.ts";
import { buildFunction, type DeclaredFunction } from "./build/build-function.ts";
import { buildWorkspace } from "./build/build-workspace.ts";
import { contentHashOf } from "./build/content-hash.ts";
import type { ScenarioFile } from "./files/scenario-file.ts";
import { FindingList } from "./finding-list.ts";
import { stepIdsOf } from "./lint/lint-context.ts";
import { lintFunctions } from "./lint/lint-functions.ts";
import { lintScenario } from "./lint/lint-scenario.ts";
import type { Proof, Scenario, ScenarioMeta, SensorSetting } from "./model.ts";
import { readFiles, type ScenarioFiles } from "./read-files.ts";

export interface ParsedScenario {
  /** Null when there is any error; warnings alone do not stop a scenario. */
  readonly scenario: Scenario | null;
  /** By file, line and column. */
  readonly findings: readonly LintFinding[];
}

/**
 * A scenario out of its files (path inside `scenarios/` → text), with everything that is wrong with them. Never throws:
 * an author's mistakes are findings. `tables` are the lab's, with their columns; without them, queries go unchecked.
 */
export function parseScenario(
  files: ReadonlyMap<string, string>,
  slug: string,
  techniques: readonly TechniqueDescription[],
  tables: ReadonlyMap<string, readonly string[]> | null = null,
): ParsedScenario {
  const findings = new FindingList();
  const read = readFiles(files, slug, findings);
  const proofs = read.proofs.flatMap(({ file, text }) => buildProof(file, text, stepIdsOf(read), findings) ?? []);
  const functions = read.functions.flatMap(({ file, text }) => buildFunction(file, text, findings) ?? []);
  const columnsOf = (table: string): readonly string[] => tables?.get(table) ?? [];
  const context = { files: read, techniques, tables: tables === null ? null : [...tables.keys()], functions, columnsOf, findings };
  lintScenario(context);
  lintFunctions(context);
  const scenario = findings.hasErrors ? null : buildScenario(read, techniques, proofs, functions);
  return { scenario, findings: findings.sorted() };
}

function buildScenario(
  files: ScenarioFiles,
  techniques: readonly TechniqueDescription[],
  proofs: readonly Proof[],
  functions: readonly DeclaredFunction[],
): Scenario | null {
  const { scenario, story, grading, injects, guide, cast, brief, debrief } = files;
  if (scenario === null || story === null || grading === null || injects === null || guide === null) return null;
  if (cast === null || brief === null || debrief === null) return null;
  const rules = files.rules.map(({ source, data }) => buildRule(source.file, data));
  const ruleIdOf = (stem: string): string | null => rules[files.rules.findIndex((rule) => rule.stem === stem)]?.id ?? null;
  const content = {
    slug: files.slug,
    meta: buildMeta(scenario.data),
    window: buildWindow(scenario.data.window),
    cast: buildCast(cast.stem, cast.data),
    actors: files.actors.map(({ stem, data }) => buildActor(stem, data)),
    story: story.data.steps.map((step) => buildStep(step, techniques)),
    volume: scenario.data.volume,
    operations: (scenario.data.operations ?? []).map(buildOperation),
    sensors: (scenario.data.sensors ?? []).map(buildSensor),
    rules,
    injects: buildInjects(injects.data),
    guide: buildGuide(guide.data),
    grading: buildGrading(grading.data, ruleIdOf),
    texts: { brief: brief.text, debrief: debrief.text },
    proofs,
    workspace: buildWorkspace(files, functions),
    evidence: (scenario.data.evidence ?? []).map(({ table, columns, why }) => ({ table, columns, why: why.trim() })),
  };
  return { ...content, contentHash: contentHashOf(content) };
}

function buildMeta(file: ScenarioFile): ScenarioMeta {
  const { title, summary, level, minutes, audience, objectives, skills, guided } = file;
  return { title, summary: summary.trim(), level, minutes, audience, objectives, skills, isGuided: guided };
}

function buildSensor(sensor: NonNullable<ScenarioFile["sensors"]>[number]): SensorSetting {
  return {
    hostRole: sensor.host,
    log: sensor.log,
    isEnabled: sensor.enabled ?? true,
    ingestionDelaySeconds:
      sensor.delay === undefined
        ? null
        : { min: micros(sensor.delay.min) / MICROS_PER_SECOND, max: micros(sensor.delay.max) / MICROS_PER_SECOND },
    retentionDays: sensor.retentionDays ?? null,
    duplicateShare: sensor.duplicates ?? 0,
    lossShare: sensor.loss ?? 0,
    gaps: (sensor.gaps ?? []).map(({ from, to }) => ({ from: parseSimTime(from), to: parseSimTime(to) })),
    clockOffsetMs: sensor.clockOffsetMs ?? null,
  };
}
