import { diagnose, refuse } from "../diagnostics/catalogue.ts";
import { literalExpr } from "../plan/expr.ts";
import { literalOf } from "../syntax/literal-text.ts";
import type { Expression, Statement } from "../syntax/nodes.ts";
import type { Context, Environment } from "./scope.ts";

/** `set query_take_max_records=n`: at most so many rows of each result table. */
export const MOST_RECORDS = "query_take_max_records";

/** Options of `set` that limit or tune a run and so change nothing about the answer; anything else is refused. */
const HARMLESS_OPTIONS: ReadonlySet<string> = new Set([
  "best_effort",
  "client_max_redirect_count",
  "client_results_reader_allow_varying_row_widths",
  "deferpartialqueryfailures",
  "materialized_view_shuffle",
  "materialized_view_shuffle_query",
  "max_memory_consumption_per_query_per_node",
  "maxmemoryconsumptionperiterator",
  "maxmemoryconsumptionperquerypernode",
  "maxoutputcolumns",
  "norequesttimeout",
  "notruncation",
  "push_selection_through_aggregation",
  "query_datascope",
  "query_distribution_nodes_span",
  "query_fanout_nodes_percent",
  "query_fanout_threads_percent",
  "query_force_row_level_security",
  "query_language",
  "query_log_query_parameters",
  "query_max_entities_in_union",
  "query_python_debug",
  "query_results_cache_force_refresh",
  "query_results_cache_max_age",
  "query_results_cache_per_shard",
  "query_results_progressive_row_count",
  "query_results_progressive_update_period",
  "query_weakconsistency_session_id",
  "queryconsistency",
  "request_app_name",
  "request_block_row_level_security",
  "request_callout_disabled",
  "request_description",
  "request_external_data_disabled",
  "request_external_table_disabled",
  "request_impersonation_disabled",
  "request_readonly",
  "request_readonly_hardline",
  "request_remote_entities_disabled",
  "request_sandboxed_execution_disabled",
  "request_user",
  "results_error_reporting_placement",
  "results_progressive_enabled",
  "results_v2_fragment_primary_tables",
  "results_v2_newlines_between_frames",
  "servertimeout",
  "truncation_max_records",
  "truncationmaxrecords",
  "truncationmaxsize",
  "validatepermissions",
]);

/** Options that functions of the language read, `bin_auto()` and `now()`, and the most rows of a result. */
const READ_OPTIONS: ReadonlySet<string> = new Set(["query_bin_auto_size", "query_bin_auto_at", "query_now", MOST_RECORDS]);

type SetStatement = Extract<Statement, { readonly kind: "set" }>;
type ParametersStatement = Extract<Statement, { readonly kind: "parameters" }>;

function setOption(statement: SetStatement, context: Context): void {
  const option = statement.option.toLowerCase();
  if (READ_OPTIONS.has(option)) {
    const { value } = statement;
    if (option === "query_now") {
      if (value?.kind !== "literal" || value.type !== "datetime" || typeof value.value !== "bigint")
        throw refuse("kql/wrong-type", statement.span, {
          what: "`set query_now`",
          expected: "a `datetime` constant",
          found: "something else",
        });
      context.nowTicks = value.value;
    } else if (value !== null) context.options.set(option, value);
    return;
  }
  if (!HARMLESS_OPTIONS.has(option))
    throw refuse("kql/unsupported", statement.span, {
      what: `The option \`set ${statement.option}\``,
      instead: "Leave it out: the lab sets the limits of queries itself.",
    });
  context.warnings.push(diagnose("kql/set-ignored", statement.span, { option: statement.option }, "information"));
}

/** `declare query_parameters`: the caller's value, else the default. */
function defineParameters(statement: ParametersStatement, env: Environment, context: Context): void {
  for (const { name, type, defaultValue, span } of statement.parameters) {
    const given = context.parameters[name];
    if (given !== undefined && typeof type === "string" && type !== "any") {
      env.define(name, { kind: "scalar", expr: literalExpr(type, literalOf(type, given)) });
      continue;
    }
    if (defaultValue === null)
      throw refuse("kql/wrong-arguments", span, { what: "The query", expected: `a value for its parameter \`${name}\`` });
    env.define(name, { kind: "let", node: defaultValue, env, cached: null, isBinding: false, shared: null });
  }
}

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
        setOption(statement, context);
        break;
      case "parameters":
        defineParameters(statement, env, context);
        break;
      case "pattern":
        env.define(statement.name, { kind: "pattern", node: statement, env });
        break;
      case "refused":
        throw refuse("kql/unsupported", statement.span, { what: `\`${statement.what}\`` });
    }
  }
  return queries;
}
