import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SLUG, SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { KnownAnswers, type Answers } from "./known-answers.ts";
import { lintLibrary } from "./lint-library.ts";
import { parseLibrary } from "./parse-library.ts";
import { queryFindings, withQueryFindings } from "./query-findings.ts";
import { readScenarioFiles } from "./read-scenario-files.ts";
import { openScenarioLibrary } from "./scenario-library.ts";

const RULE = "rules/phone-fails-to-sign-in.yaml";

let root: string;
let ruleText: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "mailroom-library-"));
  await cp(SCENARIOS_ROOT, root, { recursive: true });
  // Functions are what takes the engine longest, and no matter of this file.
  await rm(join(root, "functions"), { recursive: true });
  ruleText = await readFile(join(root, RULE), "utf8");
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the library's studio", () => {
  it("says what the query engine says, at its place in the file, as the command line does, and no longer once it is mended", async () => {
    const library = openScenarioLibrary(root);
    const findings = async () => (await library.studio()).find(({ slug }) => slug === FIRST_SLUG)?.findings;

    await writeFile(join(root, RULE), ruleText.replace("scStatus ==", "scStatos =="));
    const [finding, ...others] = (await findings()) ?? [];
    const line = ruleText.split("\n").findIndex((text) => text.includes("scStatus ==")) + 1;
    expect(finding).toMatchObject({ file: RULE, code: "rule-query-refused", severity: "error", line });
    expect(finding?.message).toContain("scStatos");
    const linted = await lintLibrary(root, (slug) => slug === FIRST_SLUG);
    expect(linted.map((entry) => entry.findings)).toEqual([[finding, ...others]]);

    await writeFile(join(root, RULE), `${ruleText}# mended\n`);
    expect(await findings()).toEqual([]);
  }, 120_000);

  it("asks the engine again only for what has changed since, or sees what has", async () => {
    const files = await readScenarioFiles(root);
    const lint = (changed: ReadonlyMap<string, string>, before: Answers) => {
      const known = new KnownAnswers(before);
      const entries = parseLibrary({ ...files, texts: changed }).filter(({ slug }) => slug === FIRST_SLUG);
      return { findings: queryFindings(entries, changed, known).get(FIRST_SLUG), known: known.asked };
    };
    const uses = new Map(files.texts).set(RULE, ruleText.replace(/\bW3CIISLog\b/, "Requests"));
    const declared = (table: string) =>
      new Map(uses).set(`${FIRST_SLUG}/functions/Requests.kql`, `// What the web server was asked.\nRequests() {\n    ${table}\n}\n`);

    const first = lint(declared("W3CIISLog"), new Map());
    expect(first.findings).toEqual([]);
    const same = lint(declared("W3CIISLog"), first.known);
    expect(same.known.size).toBeGreaterThan(5);
    for (const [key, answer] of same.known) expect(first.known.get(key)).toBe(answer);
    const broken = lint(declared("SecurityEvent"), first.known);
    expect(broken.findings?.map(({ file, code }) => ({ file, code }))).toContainEqual({ file: RULE, code: "rule-query-refused" });
  }, 120_000);

  it("takes a column that a rule maps from what the query gives, and says which it does not give", async () => {
    const files = await readScenarioFiles(root);
    const lint = (query: string, column: string) => {
      const text = ruleText
        .replace(/^query: \|[^]*?(?=^entityMappings)/m, `query: ${query}\n`)
        .replace("columnName: cIP", `columnName: ${column}`);
      const texts = new Map(files.texts).set(RULE, text.replace("columnName: csUserName", `columnName: ${column}`));
      texts.set(`${FIRST_SLUG}/functions/Requests.kql`, "// What the web server was asked.\nRequests() {\n    W3CIISLog\n}\n");
      const entries = parseLibrary({ ...files, texts }).filter(({ slug }) => slug === FIRST_SLUG);
      const [entry] = withQueryFindings(entries, queryFindings(entries, texts, new KnownAnswers(new Map())));
      return entry?.findings.map(({ code, fix }) => ({ code, fix }));
    };
    expect(lint("W3CIISLog | take 5", "sIP")).toEqual([]);
    expect(lint("Requests | take 5", "sIP")).toEqual([]);
    const refused = { code: "rule-unknown-column", fix: "Did you mean `sIP`?" };
    expect(lint("Requests | take 5", "s_IP")).toEqual([refused, refused]);
    expect(lint("search 'x' | project sIP", "s_IP")).toEqual([refused, refused]);
  }, 120_000);

  it("leaves the process free while the engine is at work", async () => {
    const library = openScenarioLibrary(root);
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setTimeout(count, 20);
    };
    count();
    await library.studio();
    isDone = true;
    // In this process it would be one turn per file that is read, and none while queries are compiled.
    expect(turns).toBeGreaterThan(20);
  }, 120_000);
});
