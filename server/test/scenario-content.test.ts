import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { beforeAll, describe, expect, it } from "vitest";
import type { LibraryEntry } from "../src/library/parse-library.ts";
import { readLibrary } from "../src/library/scenario-library.ts";
import { createWorldRun } from "../src/range/world.ts";
import { jsonSchemaFiles } from "../src/scenario/json-schema.ts";
import { renderText } from "../src/scenario/render-text.ts";
import { FIRST_SLUG, SCENARIOS_ROOT } from "./fixtures/first-scenario.ts";

let library: readonly LibraryEntry[];
beforeAll(async () => {
  library = await readLibrary(SCENARIOS_ROOT);
});

function yamlFiles(folder = ""): string[] {
  return readdirSync(join(SCENARIOS_ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return yamlFiles(path);
    return entry.name.endsWith(".yaml") ? [path] : [];
  });
}

describe("the scenarios in this repository", () => {
  it("lint without a single finding, warnings included", () => {
    expect(library.length).toBeGreaterThan(1);
    expect(library.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it("name the schema that an editor checks them with, and fit it", () => {
    const schemas = jsonSchemaFiles();
    const ajv = new Ajv2020({ strict: false, formats: { uuid: true } });
    const files = yamlFiles();
    expect(files.length).toBeGreaterThan(15);
    const problems = files.flatMap((file) => {
      const text = readFileSync(join(SCENARIOS_ROOT, file), "utf8");
      const named = /^# yaml-language-server: \$schema=((?:\.\.\/)+)schema\/([a-z]+\.json)$/m.exec(text);
      if (named?.[1]?.split("/").length !== file.split("/").length) return [`${file}: names no schema, or not by its place`];
      const validate = ajv.compile(JSON.parse(schemas.get(named[2] ?? "") ?? "false") as object);
      return validate(parse(text)) ? [] : [`${file}: ${JSON.stringify(validate.errors)}`];
    });
    expect(problems).toEqual([]);
  });

  it("have JSON Schemas on disk that are those of the validator (npx mailroom scenario schema writes them)", () => {
    const onDisk = readdirSync(join(SCENARIOS_ROOT, "schema")).map(
      (file) => [file, readFileSync(join(SCENARIOS_ROOT, "schema", file), "utf8")] as const,
    );
    expect(new Map(onDisk)).toEqual(new Map(jsonSchemaFiles()));
  });

  it("leave no reference unfilled in any text, in any world", () => {
    for (const { scenario } of library) {
      if (scenario === null) throw new Error("a scenario does not lint");
      for (const seed of [1, 99]) {
        const { cast, steps } = createWorldRun(scenario, seed);
        const { contentHash: _, proofs, rules: __, ...texts } = scenario;
        const rendered = renderText(JSON.stringify([texts, proofs]), cast, steps);
        expect(rendered).not.toMatch(/‹|\{\{/);
      }
    }
  });

  it("give nothing away in a catalogue card, a brief or a guide's bodies before anything was found", () => {
    const first = library.find(({ slug }) => slug === FIRST_SLUG)?.scenario;
    if (first == null) throw new Error("no first scenario");
    const before = [
      first.meta.title,
      first.meta.summary,
      first.texts.brief,
      ...first.guide.map(({ body, title }) => `${title} ${body}`),
    ].join("\n");
    expect(before).not.toMatch(/\{\{(story|actor)\./);
    expect(before).not.toMatch(/HERON/);
  });
});

describe("the first scenario", () => {
  it("has what its level promises: a guide with priced hints, rules, injects, proofs", () => {
    const first = library.find(({ slug }) => slug === FIRST_SLUG)?.scenario;
    if (first == null) throw new Error("no first scenario");
    expect(first.guide.length).toBeGreaterThanOrEqual(8);
    expect(first.guide.filter(({ hints }) => hints.length > 0).length).toBeGreaterThanOrEqual(7);
    expect(first.rules.length).toBeGreaterThanOrEqual(8);
    expect(first.injects.map(({ offset }) => offset / 60_000_000)).toEqual([5, 20, 35, 50]);
    expect(new Set(first.proofs.flatMap(({ finds }) => finds)).size).toBeGreaterThanOrEqual(6);
  });
});
