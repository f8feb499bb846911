import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScratchFolder } from "../testing/fake-store.ts";
import type { ScratchFolder } from "../testing/fake-store.ts";
import { evictWorlds } from "./world-cache.ts";
import { worldHash, WorldFolders } from "./world-folders.ts";

let scratch: ScratchFolder;
let folders: WorldFolders;

beforeEach(() => {
  scratch = createScratchFolder();
  folders = new WorldFolders(scratch.path);
});
afterEach(() => scratch.remove());

/** A world of 1,000 bytes, last used `hour` o'clock. */
function plant(letter: string, hour: number): string {
  const hash = letter.repeat(32);
  for (const folder of [folders.world(hash), folders.truth(hash)]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), "x".repeat(500));
  }
  utimesSync(join(folders.world(hash), "manifest.json"), hour * 3600, hour * 3600);
  return hash;
}

describe("evictWorlds", () => {
  it("removes the longest unused worlds, with their truths, until the rest fit", () => {
    const [a, b, c] = [plant("a", 3), plant("b", 1), plant("c", 2)];
    expect(evictWorlds(folders, 1_000, () => false)).toEqual([b, c]);
    expect(evictWorlds(folders, 1_000, () => false)).toEqual([]);
    expect(evictWorlds(folders, 999, () => false)).toEqual([a]);
  });

  it("leaves a world that is in use, even when it is too large", () => {
    const [a, b] = [plant("a", 1), plant("b", 2)];
    expect(evictWorlds(folders, 0, (hash) => hash === a)).toEqual([b]);
  });
});

describe("worldHash", () => {
  it("is another one when anything that decides a row is another", () => {
    const key = { slug: "s", scenarioHash: "h", engineVersion: "1", seed: 1 };
    const others = [{ slug: "t" }, { scenarioHash: "i" }, { engineVersion: "2" }, { seed: 2 }].map((part) =>
      worldHash({ ...key, ...part }),
    );
    expect(new Set([worldHash({ ...key }), ...others]).size).toBe(5);
  });
});
