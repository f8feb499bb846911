import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Folders beside the scenarios that hold what scenarios share. */
const SHARED_FOLDERS = new Set(["casts", "actors", "rules", "functions", "schema"]);
const READ_SUFFIXES = [".yaml", ".yml", ".md", ".kql", ".csv", ".tsv", ".txt", ".json"];
const FILE_BYTES_MAX = 1_000_000;
const FILES_MAX = 5_000;
const DEPTH_MAX = 4;

export interface ScenarioFileSet {
  /** Path inside `scenarios/`, with forward slashes → text. Too large files are empty, so that the linter names them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Folders that are scenarios, sorted; those that begin with `_` are examples for authors. */
  readonly slugs: readonly string[];
  /** Changes when any file does. */
  readonly signature: string;
}

interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedAtMs: number;
}

/** Everything below the scenarios folder that the parser may want. An absent folder is an empty set. */
export async function readScenarioFiles(root: string): Promise<ScenarioFileSet> {
  const files = await findFiles(root);
  const texts = new Map<string, string>();
  for (const { path, bytes } of files) texts.set(path, bytes > FILE_BYTES_MAX ? "" : await readFile(join(root, path), "utf8"));
  return { texts, slugs: await findSlugs(root), signature: signatureOf(files) };
}

/** The signature alone: cheap enough to ask on every request. */
export async function signScenarioFiles(root: string): Promise<string> {
  return signatureOf(await findFiles(root));
}

async function findSlugs(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !SHARED_FOLDERS.has(entry.name) && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort();
}

async function findFiles(root: string, folder = "", depth = 0): Promise<FoundFile[]> {
  if (depth > DEPTH_MAX) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found: FoundFile[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !entry.name.startsWith(".")) found.push(...(await findFiles(root, path, depth + 1)));
    if (!entry.isFile() || !READ_SUFFIXES.some((suffix) => entry.name.endsWith(suffix))) continue;
    const facts = await stat(join(root, path)).catch(() => null);
    if (facts !== null && found.length < FILES_MAX) found.push({ path, bytes: facts.size, changedAtMs: facts.mtimeMs });
  }
  return found;
}

function signatureOf(files: readonly FoundFile[]): string {
  return files.map(({ path, bytes, changedAtMs }) => `${path}:${bytes}:${changedAtMs}`).join("\n");
}
