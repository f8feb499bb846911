import type { z } from "zod";
import { ActorFile, CastFile } from "./files/cast-file.ts";
import { GradingFile } from "./files/grading-file.ts";
import { GuideFile } from "./files/guide-file.ts";
import { IndicatorsFile } from "./files/indicators-file.ts";
import { InjectsFile } from "./files/injects-file.ts";
import { RuleFile } from "./files/rule-file.ts";
import { ScenarioFile } from "./files/scenario-file.ts";
import { StoryFile } from "./files/story-file.ts";
import type { FindingList } from "./finding-list.ts";
import { suggestName } from "./nearest-name.ts";
import { checkShape } from "./yaml/check-shape.ts";
import { parseYaml, type YamlSource } from "./yaml/yaml-source.ts";

/** A YAML file that has its schema's shape. */
export interface Shaped<T> {
  readonly stem: string;
  readonly source: YamlSource;
  readonly data: T;
}

export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** The files of one scenario; null where one is absent or has not the right shape, which has then been reported. */
export interface ScenarioFiles {
  readonly slug: string;
  readonly scenario: Shaped<ScenarioFile> | null;
  readonly story: Shaped<StoryFile> | null;
  readonly grading: Shaped<GradingFile> | null;
  readonly injects: Shaped<InjectsFile> | null;
  readonly guide: Shaped<GuideFile> | null;
  readonly cast: Shaped<CastFile> | null;
  readonly actors: readonly Shaped<ActorFile>[];
  readonly rules: readonly Shaped<RuleFile>[];
  /** Stems of rule files that exist, whether or not they could be read. */
  readonly ruleStems: readonly string[];
  readonly brief: TextFile | null;
  readonly debrief: TextFile | null;
  readonly proofs: readonly TextFile[];
  /** Shared functions, then the scenario's own. */
  readonly functions: readonly TextFile[];
  readonly indicators: Shaped<IndicatorsFile> | null;
  /** Watchlists and files for `externaldata`, by their path inside the scenario's folder. */
  readonly data: ReadonlyMap<string, TextFile>;
  /** Everything that was read, as raw text. */
  readonly all: readonly TextFile[];
}

const OWN_FILES = ["scenario.yaml", "story.yaml", "grading.yaml", "injects.yaml", "guide.yaml", "brief.md", "debrief.md"] as const;
const OTHER_FILES =
  /^(?:indicators\.yaml|rules\/[^/]+\.yaml|(?:proof|functions)\/[^/]+\.kql|(?:watchlists|external)\/[^/]+\.(?:csv|tsv|txt|json))$/;
const START = { line: 1, column: 1 } as const;

/** Reads a scenario folder and what it refers to out of `files` (path inside `scenarios/` → text). */
export function readFiles(files: ReadonlyMap<string, string>, slug: string, findings: FindingList): ScenarioFiles {
  const reader = new Reader(files, findings);
  const scenario = reader.shaped(`${slug}/scenario.yaml`, ScenarioFile);
  const own = stemsIn(files, `${slug}/rules/`, ".yaml");
  const named = scenario === null ? [] : reader.sharedStems(scenario, "rules", scenario.data.rules ?? [], "rule-not-found");
  const cast = scenario === null ? [] : reader.sharedStems(scenario, "casts", [scenario.data.cast], "cast-not-found");
  const actors = scenario === null ? [] : reader.sharedStems(scenario, "actors", scenario.data.actors, "actor-not-found");
  reportStrays(files, slug, findings);
  return {
    slug,
    scenario,
    story: reader.shaped(`${slug}/story.yaml`, StoryFile),
    grading: reader.shaped(`${slug}/grading.yaml`, GradingFile),
    injects: reader.shaped(`${slug}/injects.yaml`, InjectsFile),
    guide: reader.shaped(`${slug}/guide.yaml`, GuideFile),
    cast: cast.map((stem) => reader.shaped(`casts/${stem}.yaml`, CastFile))[0] ?? null,
    actors: actors.flatMap((stem) => reader.shaped(`actors/${stem}.yaml`, ActorFile) ?? []),
    rules: [
      ...named.flatMap((stem) => reader.shaped(`rules/${stem}.yaml`, RuleFile) ?? []),
      ...own.flatMap((stem) => reader.shaped(`${slug}/rules/${stem}.yaml`, RuleFile) ?? []),
    ],
    ruleStems: [...named, ...own],
    brief: reader.text(`${slug}/brief.md`),
    debrief: reader.text(`${slug}/debrief.md`),
    proofs: reader.texts(`${slug}/proof/`, ".kql"),
    functions: [...reader.texts("functions/", ".kql"), ...reader.texts(`${slug}/functions/`, ".kql")],
    indicators: files.has(`${slug}/indicators.yaml`) ? reader.shaped(`${slug}/indicators.yaml`, IndicatorsFile) : null,
    data: new Map(
      ["watchlists/", "external/"].flatMap((folder) =>
        reader.texts(`${slug}/${folder}`, "").map((file) => [file.file.slice(slug.length + 1), file]),
      ),
    ),
    all: reader.read,
  };
}

class Reader {
  readonly read: TextFile[] = [];
  readonly #files: ReadonlyMap<string, string>;
  readonly #findings: FindingList;

  constructor(files: ReadonlyMap<string, string>, findings: FindingList) {
    this.#files = files;
    this.#findings = findings;
  }

  text(file: string): TextFile | null {
    const text = this.#files.get(file)?.replaceAll("\r\n", "\n");
    if (text === undefined || text.trim() === "") {
      const what = text === undefined ? "is missing" : "is empty";
      this.#findings.error(file, START, "scenario-missing-file", `\`${file}\` ${what}.`, "`_example/` has one to copy.");
      return null;
    }
    const found = { file, text };
    this.read.push(found);
    return found;
  }

  /** Every file of the folder with this ending. */
  texts(folder: string, suffix: string): TextFile[] {
    return stemsIn(this.#files, folder, suffix).flatMap((stem) => this.text(`${folder}${stem}${suffix}`) ?? []);
  }

  shaped<T>(file: string, schema: z.ZodType<T>): Shaped<T> | null {
    const found = this.text(file);
    const source = found === null ? null : parseYaml(file, found.text, this.#findings);
    const data = source === null ? null : checkShape(source, schema, this.#findings);
    return source === null || data === null ? null : { stem: stemOf(file), source, data };
  }

  /** Those of the named shared files that exist; the others are reported where they are named. */
  sharedStems(scenario: Shaped<ScenarioFile>, folder: "rules" | "casts" | "actors", named: readonly string[], code: string): string[] {
    const there = stemsIn(this.#files, `${folder}/`, ".yaml");
    return named.filter((stem, index) => {
      if (there.includes(stem)) return true;
      const path = folder === "casts" ? ["cast"] : [folder, index];
      const message = `There is no file \`${folder}/${stem}.yaml\`.`;
      this.#findings.error(scenario.source.file, scenario.source.placeOf(path), code, message, suggestName(stem, there));
      return false;
    });
  }
}

function reportStrays(files: ReadonlyMap<string, string>, slug: string, findings: FindingList): void {
  for (const path of files.keys()) {
    if (!path.startsWith(`${slug}/`)) continue;
    const name = path.slice(slug.length + 1);
    const isKnown = OWN_FILES.some((known) => known === name) || OTHER_FILES.test(name);
    if (isKnown || /^(README|NOTES)\.md$/.test(name)) continue;
    findings.error(path, START, "scenario-unknown-file", `\`${name}\` is not part of a scenario folder.`, suggestName(name, OWN_FILES));
  }
}

function stemsIn(files: ReadonlyMap<string, string>, folder: string, suffix: string): string[] {
  const stems: string[] = [];
  for (const path of files.keys()) {
    const name = path.startsWith(folder) && path.endsWith(suffix) ? path.slice(folder.length, path.length - suffix.length) : null;
    if (name !== null && !name.includes("/")) stems.push(name);
  }
  return stems.sort();
}

function stemOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
}
