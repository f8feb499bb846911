import type { KqlType } from "../../../contract/index.ts";
import { convert } from "../functions/convert.ts";
import { at } from "../functions/definition.ts";
import { isArraySort, isTuple, TUPLE_PARTS } from "../functions/tuples.ts";
import { call, type Expr } from "../plan/expr.ts";
import { sql } from "../sql/fragment.ts";
import { whole } from "../sql/literal.ts";
import type { Expression } from "../syntax/nodes.ts";
import { implicitName } from "./result-names.ts";
import type { Binder, Scope } from "./scope.ts";

export interface TuplePart {
  /** What the column is called where the person gives it no name. */
  readonly name: string;
  readonly value: Expr;
}

type CallNode = Extract<Expression, { readonly kind: "call" }>;

function partNames(node: CallNode): (readonly [name: string, type: KqlType])[] {
  if (isArraySort(node.name))
    return node.args.flatMap((arg, index) =>
      arg.kind === "literal" ? [] : [[`${implicitName(arg) ?? `array${index}`}_sorted`, "dynamic"] as const],
    );
  const of = node.args[0] === undefined ? "" : (implicitName(node.args[0]) ?? "");
  return (TUPLE_PARTS[node.name] ?? []).map(([suffix, type]) => [`${node.name}_${of}_${suffix}`, type]);
}

/** One part of a value that is an array of parts. */
export function tuplePart(tuple: Expr, index: number, type: KqlType): Expr {
  const part = call("[]", "dynamic", [tuple], (args) => sql`k_item(${at(args, 0)}, ${whole(index)})`);
  return type === "dynamic" ? part : convert(part, type);
}

export const isTupleCall = (node: Expression): node is CallNode => node.kind === "call" && isTuple(node.name);

/** A call that gives several columns, as the columns it gives; null for any other expression. */
export function tupleParts(node: Expression, scope: Scope, binder: Binder): TuplePart[] | null {
  if (!isTupleCall(node)) return null;
  const tuple = binder.scalar(node, { ...scope, isTakenApart: true });
  return partNames(node).map(([name, type], index) => ({ name, value: tuplePart(tuple, index, type) }));
}

/** Where one value is wanted, the first part stands for the whole. */
export function firstPart(node: CallNode, tuple: Expr): Expr {
  return tuplePart(tuple, 0, TUPLE_PARTS[node.name]?.[0]?.[1] ?? "dynamic");
}
