import type { FieldPaths, LanguageTable } from "./protocol.ts";
import { kusto, listOf, type VendorNode } from "./vendor.ts";

const PATHS_PER_COLUMN_MAX = 500;
/** Deeper than any query that a person writes, and an end for one that goes in circles. */
const DEPTH_MAX = 24;
/** Functions whose answer has the fields of their first argument. */
const PARSERS = new Set(["parse_json", "parse_xml", "todynamic", "toobject", "parsejson", "parsexml"]);

/** A place inside a column's content. */
type Place = { readonly column: string; readonly path: readonly string[] };

/** What is known of the content of columns: declared by tables, seen in answers. */
export class KnownFields {
  readonly #paths = new Map<string, Map<string, readonly string[]>>();

  learn(fields: FieldPaths): void {
    for (const [column, paths] of Object.entries(fields)) {
      const known = this.#paths.get(column) ?? new Map<string, readonly string[]>();
      for (const path of paths) if (known.size < PATHS_PER_COLUMN_MAX) known.set(JSON.stringify(path), path);
      this.#paths.set(column, known);
    }
  }

  /** Names that can follow a dot, in the order in which they were learnt. */
  namesAfter(dot: VendorNode | null): string[] {
    const path = dot?.Parent ?? null;
    if (path === null || path.Kind !== kind["PathExpression"] || path.Expression === undefined) return [];
    return [...new Set(placesOf(path.Expression, 0).flatMap((place) => this.#childrenOf(place)))];
  }

  #childrenOf({ column, path }: Place): string[] {
    const known = [...(this.#paths.get(column)?.values() ?? [])];
    return known.flatMap((one) => (path.every((name, index) => one[index] === name) ? (one[path.length] ?? []) : []));
  }
}

/** The fields that tables declare for their columns. Columns of one name in several tables share theirs. */
export function declaredFields(tables: readonly LanguageTable[]): FieldPaths {
  const declared: Record<string, readonly (readonly string[])[]> = {};
  for (const { name, fields } of tables.flatMap(({ columns }) => columns)) {
    if (fields !== undefined) declared[name] = [...(declared[name] ?? []), ...fields];
  }
  return declared;
}

const kind = kusto.Syntax.SyntaxKind;

/** Which columns' contents an expression can be, followed back through `extend`, `mv-expand` and renames. */
function placesOf(node: VendorNode, depth: number): Place[] {
  if (depth > DEPTH_MAX) return [];
  switch (node.Kind) {
    case kind["NameReference"]: {
      const symbol = node.ReferencedSymbol;
      if (symbol === null) return [];
      const source = symbol.Source ?? listOf(symbol.OriginalColumns)[0]?.Source ?? null;
      const renamed = listOf(symbol.OriginalColumns).map(({ Name }) => ({ column: Name, path: [] }));
      return [{ column: symbol.Name, path: [] }, ...renamed, ...(source === null ? [] : placesOf(source, depth + 1))];
    }
    case kind["FunctionCallExpression"]: {
      const argument = firstArgument(node);
      return argument !== null && PARSERS.has(node.ReferencedSymbol?.Name ?? "") ? placesOf(argument, depth + 1) : [];
    }
    case kind["ParenthesizedExpression"]:
      return node.Expression === undefined ? [] : placesOf(node.Expression, depth + 1);
    case kind["ElementExpression"]:
    case kind["PathExpression"]: {
      if (node.Expression === undefined) return [];
      const name = selectedName(node.Selector);
      const places = placesOf(node.Expression, depth + 1);
      return name === null ? places : places.map(({ column, path }) => ({ column, path: [...path, name] }));
    }
    default:
      return [];
  }
}

/** The list of arguments is an opening bracket, elements with their commas, and a closing bracket. */
function firstArgument(call: VendorNode): VendorNode | null {
  return call.ArgumentList?.GetChild(1)?.GetChild(0)?.GetChild(0) ?? null;
}

/** `Name`, `['Name']` and `["Name"]` select a field; `[0]` selects an element, which has the fields of its array. */
function selectedName(selector: VendorNode | undefined): string | null {
  if (selector === undefined) return null;
  if (selector.SimpleName !== undefined && selector.SimpleName !== "") return selector.SimpleName;
  const inside = selector.Kind === kind["BracketedExpression"] ? selector.Expression : selector;
  return typeof inside?.LiteralValue === "string" ? inside.LiteralValue : null;
}
