import type { ColumnIds } from "../plan/column.ts";
import { refuse } from "../diagnostics/catalogue.ts";
import { literalExpr, type Expr } from "../plan/expr.ts";
import type { WindowItem } from "../plan/rel.ts";
import { sql } from "../sql/fragment.ts";
import type { Expression } from "../syntax/nodes.ts";
import { convert } from "./convert.ts";
import { at } from "./definition.ts";

type CallNode = Extract<Expression, { readonly kind: "call" }>;
type Make = (args: readonly Expr[], node: CallNode, ids: ColumnIds) => WindowItem;

function required(args: readonly Expr[], index: number, node: CallNode): Expr {
  const found = args[index];
  if (found === undefined)
    throw refuse("kql/wrong-arguments", node.span, { what: `\`${node.name}\``, expected: `at least ${index + 1} argument(s)` });
  return found;
}

const neighbour =
  (name: "lag" | "lead"): Make =>
  (args, node, ids) => {
    const value = required(args, 0, node);
    const offset = convert(args[1] ?? literalExpr("long", 1n), "long");
    const fallback = convert(args[2] ?? literalExpr(value.type, value.type === "string" ? "" : null), value.type);
    const column = ids.create(node.name, value.type);
    return {
      column,
      name: node.name,
      args: [value, offset, fallback],
      render: (a, over) =>
        name === "lag"
          ? sql`lag(${at(a, 0)}, ${at(a, 1)}, ${at(a, 2)}) OVER (${over})`
          : sql`lead(${at(a, 0)}, ${at(a, 1)}, ${at(a, 2)}) OVER (${over})`,
    };
  };

const rowNumber: Make = (args, node, ids) => {
  const start = convert(args[0] ?? literalExpr("long", 1n), "long");
  if (args[1] === undefined)
    return {
      column: ids.create(node.name, "long"),
      name: node.name,
      args: [start],
      render: (a, over) => sql`(row_number() OVER (${over}) + ${at(a, 0)} - 1)`,
    };
  throw refuse("kql/unsupported", node.span, { what: "`row_number` with a restart condition" });
};

const cumulativeSum: Make = (args, node, ids) => {
  const value = required(args, 0, node);
  if (args[1] !== undefined) throw refuse("kql/unsupported", node.span, { what: "`row_cumsum` with a restart condition" });
  const type = value.type === "int" ? "long" : value.type;
  return {
    column: ids.create(node.name, type),
    name: node.name,
    args: [convert(value, type)],
    render: (a, over) =>
      type === "long" || type === "timespan"
        ? sql`coalesce(sum(${at(a, 0)}) OVER (${over} ROWS UNBOUNDED PRECEDING), 0)::BIGINT`
        : sql`coalesce(sum(${at(a, 0)}) OVER (${over} ROWS UNBOUNDED PRECEDING), 0)`,
  };
};

const WINDOWS: Readonly<Record<string, Make>> = {
  prev: neighbour("lag"),
  next: neighbour("lead"),
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
};

/** Functions over the rows around the current one, in the order that the relation is in. */
export function windowFunction(name: string): Make | null {
  return WINDOWS[name] ?? null;
}
