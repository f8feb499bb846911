import { refuse } from "../../diagnostics/catalogue.ts";
import type { Rel } from "../../plan/rel.ts";
import type { Operator } from "../../syntax/nodes.ts";
import type { Binder, Environment } from "../scope.ts";
import { bindExtend, bindPrint, bindProject, bindProjectAway, bindProjectKeep, bindProjectRename, bindProjectReorder } from "./columns.ts";
import { bindCount, bindDistinct, bindSummarize } from "./summarize.ts";
import { bindJoin, bindLookup } from "./join.ts";
import { bindSort, bindTake, bindTop } from "./order.ts";
import { bindUnion } from "./union.ts";
import { bindWhere } from "./where.ts";
import { bindAs, bindConsume, bindGetSchema, bindInvoke, bindRange, bindRender } from "./misc.ts";
import { bindMvExpand } from "./expand.ts";
import { bindParse } from "./parse.ts";
import { bindSearch } from "./search.ts";

const NAMES: Readonly<Partial<Record<Operator["kind"], string>>> = { sort: "sort", "mv-apply": "mv-apply" };

function requireInput(input: Rel | null, operator: Operator): Rel {
  if (input === null)
    throw refuse("kql/wrong-arguments", operator.span, {
      what: `\`${NAMES[operator.kind] ?? operator.kind}\``,
      expected: "a table before it",
    });
  return input;
}

function unsupported(operator: Operator, what: string): Error {
  return refuse("kql/unsupported", operator.span, { what: `The operator \`${what}\`` });
}

/** Binds one tabular operator over its input; `print`, `range`, `union` and `search` may stand first. */
export function bindOperator(operator: Operator, input: Rel | null, env: Environment, binder: Binder): Rel {
  binder.context.countNode(operator.span);
  switch (operator.kind) {
    case "print":
      return bindPrint(operator, env, binder);
    case "range":
      return bindRange(operator, env, binder);
    case "union":
      return bindUnion(operator, input, env, binder);
    case "search":
      return bindSearch(operator, input, env, binder);
    case "where":
      return bindWhere(operator, requireInput(input, operator), env, binder);
    case "extend":
    case "serialize":
      return bindExtend(operator, requireInput(input, operator), env, binder);
    case "project":
      return bindProject(operator, requireInput(input, operator), env, binder);
    case "project-away":
      return bindProjectAway(operator, requireInput(input, operator));
    case "project-keep":
      return bindProjectKeep(operator, requireInput(input, operator));
    case "project-rename":
      return bindProjectRename(operator, requireInput(input, operator));
    case "project-reorder":
      return bindProjectReorder(operator, requireInput(input, operator));
    case "distinct":
      return bindDistinct(operator, requireInput(input, operator), env, binder);
    case "summarize":
      return bindSummarize(operator, requireInput(input, operator), env, binder);
    case "count":
      return bindCount(operator, requireInput(input, operator), binder);
    case "sort":
      return bindSort(operator, requireInput(input, operator), env, binder);
    case "top":
      return bindTop(operator, requireInput(input, operator), env, binder);
    case "take":
      return bindTake(operator, requireInput(input, operator), env, binder);
    case "join":
      return bindJoin(operator, requireInput(input, operator), env, binder);
    case "lookup":
      return bindLookup(operator, requireInput(input, operator), env, binder);
    case "mv-expand":
      return bindMvExpand(operator, requireInput(input, operator), env, binder);
    case "parse":
    case "parse-where":
      return bindParse(operator, requireInput(input, operator), env, binder);
    case "getschema":
      return bindGetSchema(requireInput(input, operator), binder);
    case "as":
      return bindAs(operator, requireInput(input, operator), env, binder);
    case "render":
      return bindRender(operator, requireInput(input, operator), binder);
    case "invoke":
      return bindInvoke(operator, requireInput(input, operator), env, binder);
    case "consume":
      return bindConsume(requireInput(input, operator));
    case "refused":
      throw unsupported(operator, operator.what);
    case "evaluate":
    case "find":
    case "fork":
    case "make-series":
    case "mv-apply":
    case "parse-kv":
    case "partition":
    case "reduce":
    case "sample":
    case "sample-distinct":
    case "scan":
    case "top-hitters":
    case "top-nested":
      throw unsupported(operator, operator.kind);
  }
}
