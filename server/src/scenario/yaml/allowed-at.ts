import { z } from "zod";
import type { YamlPath } from "./yaml-source.ts";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

const cache = new WeakMap<z.ZodType, SchemaNode>();

/** Keys that the schema allows at a path: for "did you mean". */
export function allowedAt(schema: z.ZodType, path: YamlPath): { readonly keys: readonly string[] } {
  let root = cache.get(schema);
  if (root === undefined) {
    root = z.toJSONSchema(schema, { io: "input" }) as SchemaNode;
    cache.set(schema, root);
  }
  let node: SchemaNode | undefined = root;
  for (const step of path) node = child(resolve(node, root), step);
  return { keys: Object.keys(resolve(node, root)?.properties ?? {}) };
}

function resolve(node: SchemaNode | undefined, root: SchemaNode): SchemaNode | undefined {
  if (node?.$ref === undefined) return node;
  return node.$ref === "#" ? root : root.$defs?.[node.$ref.replace("#/$defs/", "")];
}

function child(node: SchemaNode | undefined, step: string | number): SchemaNode | undefined {
  if (typeof step === "number") return node?.items;
  const named = node?.properties?.[step];
  if (named !== undefined) return named;
  return typeof node?.additionalProperties === "object" ? node.additionalProperties : undefined;
}
