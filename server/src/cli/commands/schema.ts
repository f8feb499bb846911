import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonSchemaFiles } from "../../scenario/json-schema.ts";
import type { Command } from "../command.ts";
import { readArguments } from "../read-arguments.ts";

export const schemaCommand: Command = {
  name: "scenario schema",
  usage: "mailroom scenario schema",
  summary: "Write the JSON Schemas that editors complete scenario files with.",
  async run(args, context) {
    readArguments(args, {});
    const folder = join(context.scenariosRoot, "schema");
    await mkdir(folder, { recursive: true });
    for (const [file, text] of jsonSchemaFiles()) {
      await writeFile(join(folder, file), text);
      context.print(join(folder, file));
    }
    return 0;
  },
};
