import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and what is missing above it, readable by its owner only. One step at a time, because Node's recursive form
 * never comes back from places such as `/proc` that answer "no such file" for a folder they refuse.
 * @throws what the file system says.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
