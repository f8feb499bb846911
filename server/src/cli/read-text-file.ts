import { readFile } from "node:fs/promises";
import { UsageError } from "./command.ts";

/** The text of a file that the person named. @throws UsageError */
export async function readTextFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : "it cannot be read";
    throw new UsageError(`${file}: ${why}.`, { cause: error });
  }
}
