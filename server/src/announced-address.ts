import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Says where the server of this data folder listens. */
const FILE = "server-address";

/** Writes down where this server listens, for commands that are given on the same machine; returns what takes the note away. */
export function announceAddress(dataDirectory: string, address: string): () => void {
  const file = join(dataDirectory, FILE);
  writeFileSync(file, `${address}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Null when no server of this folder has said so. One that was killed leaves its note behind. */
export function announcedAddress(dataDirectory: string): string | null {
  try {
    const text = readFileSync(join(dataDirectory, FILE), "utf8").trim();
    return URL.canParse(text) ? text : null;
  } catch {
    return null;
  }
}
