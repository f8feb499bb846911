import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SLUG, SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { lintLibrary } from "./lint-library.ts";
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
