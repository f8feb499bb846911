import { refuse } from "../../diagnostics/catalogue.ts";
import { convert } from "../../functions/convert.ts";
import { columnRef, literalExpr, type Literal } from "../../plan/expr.ts";
import type { Rel } from "../../plan/rel.ts";
import type { OperatorOf } from "../../syntax/nodes.ts";
import { scripted } from "../plugins/scripted.ts";
import { Row, type Binder, type Environment } from "../scope.ts";

const THRESHOLD = 0.1;

/** An option by name, which must be written in the query. */
function optionOf(operator: OperatorOf<"reduce">, name: string, env: Environment, binder: Binder): Literal | null {
  const option = [...operator.options, ...operator.properties].find((each) => each.name === name);
  if (option === undefined) return null;
  // A bare word, as in `kind = source`, is its own text.
  if (option.value === null) return literalExpr("string", option.text);
  const value = binder.scalar(option.value, { row: null, env });
  if (value.kind !== "literal") throw refuse("kql/not-constant", option.value.span, { what: `\`${name}\` of \`reduce\`` });
  return value;
}

/** `reduce by text`: texts that have most of their terms in common become one row, with `*` for where they differ. */
export function bindReduce(operator: OperatorOf<"reduce">, input: Rel, env: Environment, binder: Binder): Rel {
  binder.context.warn("kql/own-choice", operator.span, { name: "reduce" });
  const text = convert(binder.scalar(operator.operand, { row: new Row(input), env }), "string");
  const threshold = Number(optionOf(operator, "threshold", env, binder)?.value ?? THRESHOLD);
  if (!(threshold >= 0 && threshold <= 1))
    throw refuse("kql/wrong-arguments", operator.span, { what: "The threshold of `reduce`", expected: "a number from 0 to 1" });
  const characters = optionOf(operator, "characters", env, binder);
  const kind = optionOf(operator, "kind", env, binder)?.value ?? null;
  if (kind !== null && kind !== "source")
    throw refuse("kql/wrong-arguments", operator.span, { what: "`reduce kind = …`", expected: "`source`, or no kind at all" });
  const settings = [literalExpr("real", threshold), characters ?? literalExpr("long", null)];
  const pattern = { name: "Pattern", type: "string" as const };
  if (kind === "source")
    return scripted(
      { algorithm: "reduce_source", row: [text, ...input.columns.map(columnRef)], settings, output: [...input.columns, pattern] },
      { input, binder },
    );
  const output = [pattern, { name: "Count", type: "long" as const }, { name: "Representative", type: "string" as const }];
  return scripted({ algorithm: "reduce", row: [text], settings, output }, { input, binder });
}
