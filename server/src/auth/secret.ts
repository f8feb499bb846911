import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Signs cookies. */
export const COOKIE_SECRET_FILE = "auth-secret";
/** Opens the endpoint of the look-alike listener. */
export const LISTENER_KEY_FILE = "listener-key";
/** Opens the endpoint of the command line. */
export const OPERATOR_KEY_FILE = "operator-key";

/** A secret of the lab: drawn when it is first needed, then kept in the data directory, readable by its owner only. */
export async function loadSecret(dataDirectory: string, name: string): Promise<string> {
  const file = join(dataDirectory, name);
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const drawn = randomBytes(32).toString("base64url");
  try {
    // `wx`: of two starts at once, one draws and both read the same.
    await writeFile(file, `${drawn}\n`, { mode: 0o600, flag: "wx" });
    return drawn;
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
    return (await readFile(file, "utf8")).trim();
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
