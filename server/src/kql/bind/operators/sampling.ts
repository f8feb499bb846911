import type { Rel } from "../../plan/rel.ts";
import type { Expression, OperatorOf } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";
import { implicitName } from "../result-names.ts";
import { limited, rowCount } from "./order.ts";
import { bindDistinct, bindSummarize } from "./summarize.ts";

/** Any rows will do for `sample`; the first are as good as others. */
export function bindSample(operator: OperatorOf<"sample">, input: Rel, env: Environment, binder: Binder): Rel {
  return limited({ ...input, ordering: [] }, rowCount(operator.count, env, binder));
}

export function bindSampleDistinct(operator: OperatorOf<"sample-distinct">, input: Rel, env: Environment, binder: Binder): Rel {
  const distinct = bindDistinct({ kind: "distinct", items: [operator.of], options: [], span: operator.span }, input, env, binder);
  return limited(distinct, rowCount(operator.count, env, binder));
}

/** `top-hitters`: groups by weight, largest first. Exact here, though Kusto calls the column approximate. */
export function bindTopHitters(operator: OperatorOf<"top-hitters">, input: Rel, env: Environment, binder: Binder): Rel {
  const { span } = operator;
  const call: Expression = {
    kind: "call",
    name: operator.by === null ? "count" : "sum",
    nameSpan: span,
    args: operator.by === null ? [] : [operator.by],
    span,
  };
  const label = operator.by === null ? "approximate_count_" : "approximate_sum_";
  const name = `${label}${implicitName(operator.by ?? operator.of) ?? ""}`;
  const weight: Expression = { kind: "named", names: [{ name, span }], isCompound: false, value: call, span };
  const grouped = bindSummarize({ kind: "summarize", aggregates: [weight], by: [operator.of], options: [], span }, input, env, binder);
  const column = grouped.columns.at(-1);
  const ordering = column === undefined ? [] : [{ column, isDescending: true, nulls: "last" as const }];
  return limited({ ...grouped, ordering }, rowCount(operator.count, env, binder));
}
