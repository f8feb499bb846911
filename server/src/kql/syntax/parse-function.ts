import type { KqlFunction } from "../../../contract/index.ts";
import type { Library } from "../bind/library.ts";
import type { ExpressionOf } from "./nodes.ts";
import { parseQuery } from "./parse.ts";
import { PerSchema, type Vocabulary } from "./per-schema.ts";

const libraries = new PerSchema<Library>();

/** The functions of a workspace; each is parsed when a query first asks for it, and then never again. */
export function libraryOf(vocabulary: Vocabulary): Library {
  return libraries.of(vocabulary, makeLibrary);
}

function makeLibrary({ functions = [] }: Vocabulary): Library {
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  const parsed = new Map<string, ExpressionOf<"function"> | null>();
  const find = (name: string): ExpressionOf<"function"> | null => {
    const fn = byName.get(name);
    if (fn === undefined) return null;
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const node = parseFunction(fn);
    parsed.set(name, node);
    return node;
  };
  return { names: [...byName.keys()], find };
}

/** Only its shape counts here: names in it are looked up where it is used. */
function parseFunction({ name, parameters, body }: KqlFunction): ExpressionOf<"function"> | null {
  const { statements } = parseQuery(`let ${name} = ${parameters} ${body};`, { tables: NO_TABLES });
  const [first] = statements;
  return first?.kind === "let" && first.value.kind === "function" ? first.value : null;
}

const NO_TABLES = [] as const;
