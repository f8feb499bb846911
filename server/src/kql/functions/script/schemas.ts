import { splitArray, splitObject } from "../../values/json-text.ts";
import { asText, script, type Scripted } from "./script.ts";

/** What values at one place can be: names of types, and what bags and arrays there hold. */
interface Shape {
  readonly types: Set<string>;
  readonly properties: Map<string, Shape>;
  isBag: boolean;
  items: Shape | null;
}

const emptyShape = (): Shape => ({ types: new Set(), properties: new Map(), isBag: false, items: null });

function admit(shape: Shape, token: string): void {
  if (token.startsWith("{")) {
    shape.isBag = true;
    for (const [key, value] of splitObject(token)) {
      const inner = shape.properties.get(key) ?? emptyShape();
      shape.properties.set(key, inner);
      admit(inner, value);
    }
  } else if (token.startsWith("[")) {
    shape.items ??= emptyShape();
    for (const item of splitArray(token)) admit(shape.items, item);
  } else if (token.startsWith('"')) shape.types.add("string");
  else if (token === "true" || token === "false") shape.types.add("bool");
  else if (token !== "null") shape.types.add(/^-?\d+$/.test(token) ? "long" : "double");
}

/** One type stands for itself, several are a list, bags and arrays before the simple ones. */
function print(shape: Shape): string {
  const fields = [...shape.properties].map(([key, inner]) => `${JSON.stringify(key)}:${print(inner)}`);
  if (shape.items !== null) fields.push(`"\`indexer\`":${print(shape.items)}`);
  const types = [...shape.types].toSorted().map((type) => JSON.stringify(type));
  const all = shape.isBag || shape.items !== null ? [`{${fields.join(",")}}`, ...types] : types;
  return all.length === 1 ? (all[0] ?? "null") : `[${all.join(",")}]`;
}

export const SCHEMA_SCRIPTS: readonly Scripted[] = [
  script("schema_of_list", ["dynamic"], "dynamic", (list) => {
    const shape = emptyShape();
    for (const token of splitArray(asText(list))) admit(shape, token);
    return print(shape);
  }),
];
