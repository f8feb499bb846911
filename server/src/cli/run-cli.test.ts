import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SCENARIOS_ROOT } from "../../test/fixtures/first-scenario.ts";
import { openScenarioLibrary } from "../library/scenario-library.ts";
import { runCli } from "./run-cli.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "mailroom-cli-"));
  await cp(SCENARIOS_ROOT, root, { recursive: true });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function run(line: string) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(line === "" ? [] : line.split(" "), {
    scenariosRoot: root,
    print: (text) => out.push(text),
    printError: (text) => errors.push(text),
  });
  return { code, out: out.join("\n"), errors: errors.join("\n") };
}

describe("the command line", () => {
  it("helps", async () => {
    expect(await run("help")).toMatchObject({ code: 0, out: expect.stringContaining("npx mailroom scenario lint") as string });
    expect((await run("scenario emit --help")).out).toContain("--format");
    expect((await run("")).code).toBe(2);
  });

  it("says what was meant when it was typed wrongly", async () => {
    expect(await run("scenario lnt")).toMatchObject({ code: 2, errors: expect.stringContaining("`scenario lint`") as string });
    expect(await run("scenario lint page-that-shuld-not-be-there")).toMatchObject({
      code: 2,
      errors: expect.stringContaining("Did you mean") as string,
    });
    expect(await run("scenario lint")).toMatchObject({ code: 2, errors: expect.stringContaining("--all") as string });
    expect((await run("scenario emit page-that-should-not-be-there --format zip --out /tmp/x")).errors).toContain(
      "ndjson, parquet, native",
    );
    expect((await run("scenario preview page-that-should-not-be-there --seed x")).errors).toContain("--seed");
    expect(await run("scenario audit page-that-should-not-be-there --seed 3,,4")).toMatchObject({
      code: 2,
      errors: expect.stringContaining("--seed takes a whole number") as string,
    });
    expect((await run("scenario new No_Good")).errors).toContain("lower-case");
    expect((await run("scenario new a --frobnicate")).code).toBe(2);
  });

  it("takes an author from a new folder through a mistake to a scenario that can be played", async () => {
    expect((await run("scenario new paper-mill")).code).toBe(0);
    expect((await run("scenario new paper-mill")).errors).toContain("already there");
    expect(await run("scenario lint paper-mill")).toMatchObject({ code: 0, out: "1 scenario, 0 errors, 0 warnings" });

    const library = openScenarioLibrary(root);
    const titles = async () => (await library.list()).map(({ title }) => title);
    expect(await titles()).toContain("Paper mill");

    const file = join(root, "paper-mill", "scenario.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("title: Paper mill", "titel: Paper mill"));
    const broken = await run("scenario lint paper-mill");
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(
      /^paper-mill\/scenario\.yaml:\d+:1 scenario-unknown-key `titel` is not a key here\.\n {4}Did you mean `title`\?$/m,
    );
    expect(await titles()).not.toContain("Paper mill");
    expect((await library.studio()).find(({ slug }) => slug === "paper-mill")).toMatchObject({
      card: null,
      findings: [{ code: "scenario-unknown-key" }],
    });
    expect(await library.get("paper-mill")).toBeNull();

    await writeFile(file, `${text}# mended\n`);
    expect((await run("scenario lint --all")).code).toBe(0);
    expect(await titles()).toContain("Paper mill");
    expect((await library.get("paper-mill"))?.story.length).toBeGreaterThan(2);
  });

  it("keeps the example out of the catalogue", async () => {
    const library = openScenarioLibrary(root);
    expect([...(await library.list()), ...(await library.studio())].map(({ slug }) => slug)).not.toContain("_example");
    expect(await library.get("_example")).toBeNull();
  });

  it("writes the schemas and lists the techniques", async () => {
    await rm(join(root, "schema"), { recursive: true });
    expect((await run("scenario schema")).code).toBe(0);
    expect(await readdir(join(root, "schema"))).toEqual(await readdir(join(SCENARIOS_ROOT, "schema")));
    expect((await run("techniques")).out).toMatch(/^oab-reset-writes-page .*\n(?: {4}.*\n)+ {4}yields .*path/m);
  });
});
