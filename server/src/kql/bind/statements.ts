import { diagnose, refuse } from "../diagnostics/catalogue.ts";
import { literalExpr } from "../plan/expr.ts";
import type { Expression, Statement } from "../syntax/nodes.ts";
import type { Context, Environment } from "./scope.ts";

/** Options of `set` that change nothing about the answer; anything else is refused. */
const HARMLESS_OPTIONS: ReadonlySet<string> = new Set([
  "notruncation",
  "truncationmaxrecords",
  "truncationmaxsize",
  "norequesttimeout",
  "servertimeout",
  "query_take_max_records",
  "maxmemoryconsumptionperiterator",
  "maxmemoryconsumptionperquerypernode",
  "query_results_cache_max_age",
  "query_bin_auto_size",
  "query_bin_auto_at",
  "query_fanout_nodes_percent",
  "query_fanout_threads_percent",
  "materialized_view_shuffle",
  "best_effort",
  "deferpartialqueryfailures",
]);

/** Puts `let`s into the environment, in order, each seeing those before it. Returns the tabular statements. */
export function defineStatements(statements: readonly Statement[], env: Environment, context: Context): Expression[] {
  const queries: Expression[] = [];
  // Each `let` gets the environment as it was before it, so that `let x = f(x)` may shadow an outer x.
  let reach = env;
  for (const statement of statements) {
    switch (statement.kind) {
      case "let": {
        const before = reach;
        reach = env;
        env.define(statement.name, { kind: "let", node: statement.value, env: before, cached: null, isBinding: false, shared: null });
        break;
      }
      case "query":
        queries.push(statement.value);
        break;
      case "set":
        if (!HARMLESS_OPTIONS.has(statement.option.toLowerCase()))
          throw refuse("kql/unsupported", statement.span, { what: `The option \`set ${statement.option}\`` });
        context.warnings.push(diagnose("kql/set-ignored", statement.span, { option: statement.option }, "information"));
        break;
      case "parameters":
        for (const parameter of statement.parameters) {
          if (parameter.defaultValue?.kind !== "literal")
            throw refuse("kql/unsupported", parameter.span, { what: "A query parameter without a default value" });
          env.define(parameter.name, { kind: "scalar", expr: literalExpr(parameter.defaultValue.type, parameter.defaultValue.value) });
        }
        break;
      case "refused":
        throw refuse("kql/unsupported", statement.span, { what: `\`${statement.what}\`` });
    }
  }
  return queries;
}
