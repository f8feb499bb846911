import { refuse } from "../../diagnostics/catalogue.ts";
import type { Rel } from "../../plan/rel.ts";
import type { Operator, OperatorOf } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";
import { bindEvaluate } from "../plugins/index.ts";
import {
  bindExtend,
  bindPrint,
  bindProject,
  bindProjectAway,
  bindProjectByNames,
  bindProjectKeep,
  bindProjectRename,
  bindProjectReorder,
} from "./columns.ts";
import { bindMvExpand } from "./expand.ts";
import { bindFind } from "./find.ts";
import { bindJoin, bindLookup } from "./join.ts";
import { bindAs, bindConsume, bindGetSchema, bindInvoke, bindRange, bindRender } from "./misc.ts";
import { bindSort, bindTake, bindTop } from "./order.ts";
import { bindParse } from "./parse.ts";
import { bindParseKv } from "./parse-kv.ts";
import { bindMvApply, bindPartition } from "./per-group.ts";
import { bindReduce } from "./reduce.ts";
import { bindSample, bindSampleDistinct, bindTopHitters } from "./sampling.ts";
import { bindScan } from "./scan.ts";
import { bindSearch } from "./search.ts";
import { bindMakeSeries } from "./make-series.ts";
import { bindCount, bindDistinct, bindSummarize } from "./summarize.ts";
import { bindTopNested } from "./top-nested.ts";
import { bindUnion } from "./union.ts";
import { bindWhere } from "./where.ts";

type Bind<K extends Operator["kind"]> = (operator: OperatorOf<K>, input: Rel | null, env: Environment, binder: Binder) => Rel;

/** An operator that needs a table before it. */
function piped<K extends Operator["kind"]>(bind: (operator: OperatorOf<K>, input: Rel, env: Environment, binder: Binder) => Rel): Bind<K> {
  return (operator, input, env, binder) => {
    if (input === null) throw refuse("kql/wrong-arguments", operator.span, { what: `\`${operator.kind}\``, expected: "a table before it" });
    return bind(operator, input, env, binder);
  };
}

/** Operators that give several tables; a statement may end with one, and `results.ts` binds it there. */
function severalTables<K extends Operator["kind"]>(): Bind<K> {
  return (operator) => {
    throw refuse("kql/unsupported", operator.span, {
      what: `\`${operator.kind}\` inside of a query`,
      instead: "It gives several tables, so it must be the last operator of its statement.",
    });
  };
}

/** Every operator has its line here; a new kind does not compile until it has one. */
const OPERATORS: { readonly [K in Operator["kind"]]: Bind<K> } = {
  as: piped(bindAs),
  consume: piped((_operator, input) => bindConsume(input)),
  count: piped((operator, input, _env, binder) => bindCount(operator, input, binder)),
  distinct: piped(bindDistinct),
  evaluate: piped(bindEvaluate),
  extend: piped((operator, input, env, binder) => bindExtend(operator, input, env, binder)),
  find: bindFind,
  facet: severalTables(),
  fork: severalTables(),
  getschema: piped((_operator, input, _env, binder) => bindGetSchema(input, binder)),
  invoke: piped(bindInvoke),
  join: piped(bindJoin),
  lookup: piped(bindLookup),
  "make-series": piped(bindMakeSeries),
  "mv-apply": piped(bindMvApply),
  "mv-expand": piped(bindMvExpand),
  parse: piped((operator, input, env, binder) => bindParse(operator, input, env, binder)),
  "parse-kv": piped(bindParseKv),
  "parse-where": piped((operator, input, env, binder) => bindParse(operator, input, env, binder)),
  partition: piped(bindPartition),
  print: (operator, _input, env, binder) => bindPrint(operator, env, binder),
  project: piped(bindProject),
  "project-away": piped(bindProjectAway),
  "project-by-names": piped(bindProjectByNames),
  "project-keep": piped(bindProjectKeep),
  "project-rename": piped(bindProjectRename),
  "project-reorder": piped(bindProjectReorder),
  range: (operator, _input, env, binder) => bindRange(operator, env, binder),
  reduce: piped(bindReduce),
  refused: (operator) => {
    throw refuse("kql/unsupported", operator.span, { what: `The operator \`${operator.what}\`` });
  },
  render: piped((operator, input, _env, binder) => bindRender(operator, input, binder)),
  sample: piped(bindSample),
  "sample-distinct": piped(bindSampleDistinct),
  scan: piped(bindScan),
  search: bindSearch,
  serialize: piped((operator, input, env, binder) => bindExtend(operator, input, env, binder)),
  sort: piped(bindSort),
  summarize: piped(bindSummarize),
  take: piped(bindTake),
  top: piped(bindTop),
  "top-hitters": piped(bindTopHitters),
  "top-nested": piped(bindTopNested),
  union: bindUnion,
  where: piped(bindWhere),
};

/** Binds one tabular operator over its input; `print`, `range`, `union` and `search` may stand first. */
export function bindOperator<K extends Operator["kind"]>(
  operator: OperatorOf<K>,
  input: Rel | null,
  env: Environment,
  binder: Binder,
): Rel {
  binder.context.countNode(operator.span);
  const bind = OPERATORS[operator.kind] as Bind<K>;
  return bind(operator, input, env, binder);
}
