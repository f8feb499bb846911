import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE } from "./manifest.ts";
import type { WorldFolders } from "./world-folders.ts";

interface CachedWorld {
  readonly hash: string;
  readonly bytes: number;
  readonly usedAtMs: number;
}

/** Notes that a world is used now; the manifest's time stamp carries it across restarts. */
export function touchWorld(folders: WorldFolders, hash: string): void {
  const now = new Date();
  utimesSync(join(folders.world(hash), MANIFEST_FILE), now, now);
}

/** Removes the longest unused worlds until the rest fit; those in use stay, whatever their size. Returns what was removed. */
export function evictWorlds(folders: WorldFolders, bytesMax: number, isInUse: (hash: string) => boolean): readonly string[] {
  const worlds = listWorlds(folders).sort((a, b) => a.usedAtMs - b.usedAtMs);
  let bytes = worlds.reduce((sum, world) => sum + world.bytes, 0);
  const removed: string[] = [];
  for (const world of worlds) {
    if (bytes <= bytesMax) break;
    if (isInUse(world.hash)) continue;
    folders.remove(world.hash);
    bytes -= world.bytes;
    removed.push(world.hash);
  }
  return removed;
}

function listWorlds(folders: WorldFolders): CachedWorld[] {
  return readdirSync(folders.worlds)
    .filter((name) => /^[0-9a-f]{32}$/.test(name))
    .map((hash) => ({
      hash,
      bytes: folderBytes(folders.world(hash)) + folderBytes(folders.truth(hash)),
      usedAtMs: statSync(join(folders.world(hash), MANIFEST_FILE), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }));
}

function folderBytes(folder: string): number {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
}
