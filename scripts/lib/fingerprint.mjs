import { createHash } from "node:crypto";
import { readdir, readFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { ROOT } from "./paths.mjs";

const IGNORED = new Set(["node_modules", "dist", "data", ".git", "test-results", "coverage"]);

async function* filesBelow(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return null;
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (entries === null) {
    yield path;
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (IGNORED.has(entry.name)) continue;
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else yield full;
  }
}

/** SHA-256 over names and contents of files and folders, given relative to the repository. */
export async function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for await (const file of filesBelow(join(ROOT, path))) {
      hash
        .update(relative(ROOT, file))
        .update("\0")
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** True when `stampFile` holds `expected`. */
export async function isFresh(stampFile, expected) {
  return (await readFile(join(ROOT, stampFile), "utf8").catch(() => "")) === expected;
}

export async function stamp(stampFile, value) {
  await mkdir(dirname(join(ROOT, stampFile)), { recursive: true });
  await writeFile(join(ROOT, stampFile), value);
}
