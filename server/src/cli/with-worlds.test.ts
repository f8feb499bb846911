import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTinyScenario } from "../../test/fixtures/tiny-scenario.ts";
import { lockDirectory } from "../db/lock-directory.ts";
import { ENGINE_VERSION } from "../range/engine-version.ts";
import type { WorldProgress } from "../telemetry/store.ts";
import { withWorlds } from "./with-worlds.ts";

const TINY = buildTinyScenario();
const SCENARIO = { ...TINY, volume: 0.01, window: { ...TINY.window, historyDays: 1, exerciseMinutes: 15 } };
const KEY = { slug: SCENARIO.slug, scenarioHash: SCENARIO.contentHash, engineVersion: ENGINE_VERSION, seed: 7 };

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
  it("keeps a world in the named folder for the next command", async () => {
    const progressOfOne = () =>
      withWorlds(SCENARIO, context(join(folder, "kept")), async (store) => {
        const told: WorldProgress[] = [];
        await store.ensureWorld(KEY, (progress) => told.push(progress));
        return told.filter(({ state, progress }) => state === "building" && progress > 0);
      });
    expect(await progressOfOne()).not.toEqual([]);
    expect(await progressOfOne()).toEqual([]);
  }, 120_000);

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
