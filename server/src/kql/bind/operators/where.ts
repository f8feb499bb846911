import { convert } from "../../functions/convert.ts";
import type { Rel } from "../../plan/rel.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

export function bindWhere(operator: OperatorOf<"where">, input: Rel, env: Environment, binder: Binder): Rel {
  const row = new Row(input, { allowsWindows: true });
  const predicate = convert(binder.scalar(operator.condition, { row, env }), "bool");
  return { kind: "filter", input: row.rel, predicate, columns: input.columns, itemId: input.itemId, ordering: input.ordering };
}
