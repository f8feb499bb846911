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

/** Where the lab of a data folder is asked: where it has said that it listens, else where it would by its configuration. */
export function labAddress({
  dataDirectory,
  host,
  port,
}: {
  readonly dataDirectory: string;
  readonly host: string;
  readonly port: number;
}): string {
  return announcedAddress(dataDirectory) ?? `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
}

/** Null when no server of this folder has said so. One that was killed leaves its note behind. */
function announcedAddress(dataDirectory: string): string | null {
  try {
    const text = readFileSync(join(dataDirectory, FILE), "utf8").trim();
    return URL.canParse(text) ? text : null;
  } catch {
    return null;
  }
}
