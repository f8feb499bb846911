import { readFile, stat } from "node:fs/promises";
import { UsageError } from "./command.ts";

/** One argument: the path of a file that exists, or else the query itself. @throws UsageError */
export async function readQuery(positionals: readonly string[], usage: string): Promise<string> {
  const [argument, ...rest] = positionals;
  if (argument === undefined || rest.length > 0) throw new UsageError(`Give one query (in quotes) or one file: ${usage}`);
  const isFile = await stat(argument).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return readFile(argument, "utf8");
  if (/^[\w./\\-]+\.(kql|csl|txt)$/i.test(argument)) throw new UsageError(`${argument}: there is no such file.`);
  return argument;
}
