import { z } from "zod";
import type { KqlTable } from "../../contract/index.ts";
import { typeNamed } from "../kql/syntax/type-names.ts";
import { FileProblem } from "./case-file.ts";

const SchemaFile = z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() })));

/** `{"Table": [{"name": "Column", "type": "string"}]}` as tables of the lab. @throws FileProblem */
export function readSchemas(text: string, file: string): KqlTable[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FileProblem(`${file} is not JSON.`);
  }
  const parsed = SchemaFile.safeParse(value);
  if (!parsed.success) throw new FileProblem(`${file}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  return Object.entries(parsed.data).map(([name, columns]) => {
    const typed = columns.map((column) => {
      const type = typeNamed(column.type);
      if (type === null) throw new FileProblem(`${file}: ${name}.${column.name} has the type "${column.type}", which there is not.`);
      return { name: column.name, type };
    });
    return { name, doc: "", blindSpot: "", sample: "", columns: typed, filled: typed.map((column) => column.name) };
  });
}
