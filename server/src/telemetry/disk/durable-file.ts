import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file that is either wholly there after a crash or not at all. */
export function writeFileDurably(file: string, content: string | Uint8Array): void {
  const partial = `${file}.partial`;
  const handle = openSync(partial, "w");
  try {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameDurably(partial, file);
}

/** Forces a file that somebody else wrote to disk, then gives it its final name. */
export function publishFile(partial: string, file: string): void {
  syncPath(partial);
  renameDurably(partial, file);
}

/** Renames a file or folder so that the new name survives a power cut. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncPath(dirname(to));
}

function syncPath(path: string): void {
  // Windows cannot open a folder for syncing; there the journal of NTFS keeps the rename.
  if (process.platform === "win32" && !/\.[a-z]+$/.test(path)) return;
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
