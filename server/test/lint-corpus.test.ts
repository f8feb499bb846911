import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readScenarioFiles } from "../src/library/read-scenario-files.ts";
import { parseScenario } from "../src/scenario/parse-scenario.ts";
import { TEST_TABLES, TEST_TECHNIQUES } from "./fixtures/technique-catalogue.ts";

const FIXTURES = fileURLToPath(new URL("fixtures", import.meta.url));
const CODES = readdirSync(join(FIXTURES, "lint")).sort();

const base = await readScenarioFiles(join(FIXTURES, "scenario-base"));

async function lintFixture(code: string) {
  const changed = await readScenarioFiles(join(FIXTURES, "lint", code));
  return { changed: changed.texts, ...parseScenario(new Map([...base.texts, ...changed.texts]), "tiny", TEST_TECHNIQUES, TEST_TABLES) };
}

/** `file:line` of the mark `<- here`, which a fixture may carry on the line where the finding belongs. */
function markedPlace(texts: ReadonlyMap<string, string>): string | null {
  for (const [file, text] of texts) {
    const line = text.split("\n").findIndex((content) => content.includes("<- here"));
    if (line >= 0) return `${file}:${line + 1}`;
  }
  return null;
}

describe("the lint corpus", () => {
  it("starts from a scenario without a finding", () => {
    const { scenario, findings } = parseScenario(base.texts, "tiny", TEST_TECHNIQUES, TEST_TABLES);
    expect(findings).toEqual([]);
    expect(scenario?.story.map(({ id }) => id)).toEqual(["open", "write", "visit"]);
  });

  it.each(CODES)("%s: is found, alone, where it is, with words for the author", async (code) => {
    const { changed, findings, scenario } = await lintFixture(code);
    expect(new Set(findings.map((finding) => finding.code))).toEqual(new Set([code]));
    const place = markedPlace(changed);
    const places = findings.map(({ file, line }) => `${file}:${line}`);
    expect(place === null ? places : places.filter((found) => found === place)).not.toEqual([]);
    for (const { message } of findings) expect(message).toMatch(/^[`A-Z0-9].*\.$/s);
    expect(findings.filter(({ severity, fix }) => severity === "error" && fix === null)).toEqual([]);
    expect(scenario === null).toBe(findings.some(({ severity }) => severity === "error"));
  });

  it("has a fixture for every code that the linter can say", () => {
    const sources = readdirSync(fileURLToPath(new URL("../src/scenario", import.meta.url)), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(fileURLToPath(new URL(`../src/scenario/${file}`, import.meta.url)), "utf8"))
      .join("\n");
    const PREFIXES =
      "yaml|scenario|cast|actor|rule|window|sensor|step|duplicate|text|inert|grading|guide|hint|inject|proof|function|data|operation";
    const said = new Set([...sources.matchAll(new RegExp(`"((?:${PREFIXES})-[a-z]+(?:-[a-z]+)*)"`, "g"))].map((match) => match[1] ?? ""));
    expect([...said].sort()).toEqual(CODES);
  });

  it("never throws, whatever is in the files", () => {
    for (const text of ["", "\u0000", "- - -", "a: *b", "{", "steps: [[[", "&a [*a]", "x: !!js/function 1", "title: 2021-13-45"]) {
      for (const file of base.texts.keys()) {
        expect(() => parseScenario(new Map([...base.texts, [file, text]]), "tiny", TEST_TECHNIQUES, TEST_TABLES)).not.toThrow();
      }
    }
    expect(parseScenario(new Map(), "nothing", TEST_TECHNIQUES, TEST_TABLES).scenario).toBeNull();
  });

  it("gives the same hash whatever the comments and the order of keys, and another when the story changes", () => {
    const hashOf = (file: string, change: (text: string) => string) =>
      parseScenario(new Map([...base.texts, [file, change(base.texts.get(file) ?? "")]]), "tiny", TEST_TECHNIQUES, TEST_TABLES).scenario
        ?.contentHash;
    const original = hashOf("tiny/story.yaml", (text) => text);
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf("tiny/story.yaml", (text) => `# a comment\n${text}`)).toBe(original);
    expect(hashOf("tiny/story.yaml", (text) => text.replace("host: mail, folder: owa-auth", "folder: owa-auth, host: mail"))).toBe(
      original,
    );
    expect(hashOf("tiny/story.yaml", (text) => text.replace("5s", "6s"))).not.toBe(original);
    expect(hashOf("tiny/brief.md", (text) => `${text}\nMore.`)).toBe(original);
  });
});
