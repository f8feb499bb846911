import type { Expression } from "../../kql/syntax/nodes.ts";

/**
 * Names that an expression reads, in the order of the text: columns, and tables where it is a table. Not those of functions; of
 * `$left.Column` the column.
 */
export function namesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(namesIn);
  if (typeof expression !== "object" || expression === null) return [];
  const node = expression as Expression;
  if (node.kind === "name") return [node.name];
  if (node.kind === "path" && node.target.kind === "name" && node.target.name.startsWith("$")) return [node.member];
  return Object.values(expression).flatMap(namesIn);
}
