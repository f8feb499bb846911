import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { lockDirectory } from "../db/lock-directory.ts";
import { withWorlds } from "./with-worlds.ts";

const SCENARIO = buildTinyScenario();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mailroom-with-worlds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const context = (worldsFolder: string | undefined) => {
  const errors: string[] = [];
  return { scenariosRoot: "", worldsFolder, print: () => undefined, printError: (line: string) => errors.push(line), errors };
};

describe("withWorlds", () => {
  it("keeps what the store has in the named folder for the next command", async () => {
    const kept = join(folder, "kept");
    await withWorlds(SCENARIO, context(kept), async () => writeFile(join(kept, "worlds", "simulated"), ""));
    await withWorlds(SCENARIO, context(kept), async () => expect(await readdir(join(kept, "worlds"))).toContain("simulated"));
  });

  it("lends a folder that is gone afterwards where none is named, or another command has it", async () => {
    const kept = join(folder, "taken");
    await withWorlds(SCENARIO, context(kept), async () => {
      const beside = context(kept);
      await withWorlds(SCENARIO, beside, async () => undefined);
      expect(beside.errors.join("\n")).toContain("Another command uses");
    });
    const free = lockDirectory(kept);
    await free();
    const before = await passingFolders();
    await withWorlds(SCENARIO, context(undefined), async () => expect((await passingFolders()).length).toBeGreaterThan(before.length));
    expect(await passingFolders()).toEqual(before);
  });

  it("says which setting names a folder that cannot be used", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(withWorlds(SCENARIO, context(file), async () => undefined)).rejects.toThrow(/^MAILROOM_WORLDS names a folder/);
  });
});

async function passingFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("mailroom-worlds-")).toSorted();
}
