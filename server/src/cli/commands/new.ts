import { cp, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Command, UsageError } from "../command.ts";
import { readArguments, readNewSlug } from "../read-arguments.ts";

const USAGE = "mailroom scenario new <slug>";
const EXAMPLE = "_example";

export const newCommand: Command = {
  name: "scenario new",
  usage: USAGE,
  summary: "Begin a scenario with a copy of the commented example.",
  async run(args, context) {
    const slug = readNewSlug(readArguments(args, {}).positionals, USAGE);
    const folder = join(context.scenariosRoot, slug);
    if (await exists(folder)) throw new UsageError(`${folder} is already there; choose another name.`);
    await cp(join(context.scenariosRoot, EXAMPLE), folder, { recursive: true });
    await rename(join(folder, "scenario.yaml"), slug);
    context.print(`${folder} is a copy of the example. Change it, then: npx mailroom scenario lint ${slug}`);
    return 0;
  },
};

/** The title tells the copy from the example in the catalogue. */
async function rename(file: string, slug: string): Promise<void> {
  const words = slug.replaceAll("-", " ");
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^title: .*$/m, `title: ${title}`));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
