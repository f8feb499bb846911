import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { WorldKey } from "../store.ts";
import { renameDurably } from "./durable-file.ts";
import { STORE_FORMAT } from "./manifest.ts";

const BUILDING = ".building-";

/** Folder name of a world: everything that decides its rows, hashed. */
export function worldHash(key: WorldKey): string {
  const parts = [STORE_FORMAT, key.slug, key.scenarioHash, key.engineVersion, key.seed];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Where worlds and their truths lie. Two trees, so that one of them can be shown to query processes and the other never. */
export class WorldFolders {
  readonly worlds: string;
  readonly truths: string;

  constructor(dataFolder: string) {
    this.worlds = join(dataFolder, "worlds");
    this.truths = join(dataFolder, "truth");
    mkdirSync(this.worlds, { recursive: true });
    mkdirSync(this.truths, { recursive: true });
  }

  world(hash: string): string {
    return join(this.worlds, hash);
  }

  truth(hash: string): string {
    return join(this.truths, hash);
  }

  /** Removes what a crashed builder left. Only the owner of the data folder may call it. */
  sweep(): void {
    for (const tree of [this.worlds, this.truths])
      for (const name of readdirSync(tree)) if (name.startsWith(BUILDING)) rmSync(join(tree, name), { recursive: true, force: true });
  }

  /** A fresh place to build in, of no other builder. */
  beginBuild(hash: string): BuildFolders {
    const name = `${BUILDING}${hash}-${randomUUID()}`;
    const build = { world: join(this.worlds, name), truth: join(this.truths, name) };
    mkdirSync(join(build.world, "segments"), { recursive: true });
    mkdirSync(build.truth, { recursive: true });
    return build;
  }

  /** Gives a finished build its name; the world last, since its presence is what makes it found. */
  publish(build: BuildFolders, hash: string): void {
    this.remove(hash);
    renameDurably(build.truth, this.truth(hash));
    renameDurably(build.world, this.world(hash));
  }

  abandon(build: BuildFolders): void {
    rmSync(build.world, { recursive: true, force: true });
    rmSync(build.truth, { recursive: true, force: true });
  }

  remove(hash: string): void {
    rmSync(this.world(hash), { recursive: true, force: true });
    rmSync(this.truth(hash), { recursive: true, force: true });
  }
}

export interface BuildFolders {
  readonly world: string;
  readonly truth: string;
}
