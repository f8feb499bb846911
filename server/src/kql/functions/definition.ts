import type { KqlType } from "../../../contract/index.ts";
import type { Expr } from "../plan/expr.ts";
import type { Sql } from "../sql/fragment.ts";

/** What an argument must be; `any` takes each type as it is, `?` marks optional ones, `*` the repeated last one. */
export type ParameterSpec = ParameterType | `${ParameterType}?` | `${ParameterType}*`;
export type ParameterType = KqlType | "any" | "number" | "scalar";

export interface ScalarFunction {
  readonly name: string;
  readonly parameters: readonly ParameterSpec[];
  readonly result: KqlType | ((args: readonly Expr[]) => KqlType);
  /** SQL over arguments that were converted to the parameter types. Strings are never NULL, neither in nor out. */
  readonly render: (args: readonly Sql[], exprs: readonly Expr[]) => Sql;
  /** Arguments that must be constants, by index. */
  readonly constants?: readonly number[];
}

export function scalar(
  name: string,
  parameters: readonly ParameterSpec[],
  result: ScalarFunction["result"],
  render: ScalarFunction["render"],
): ScalarFunction {
  return { name, parameters, result, render };
}

/** The nth rendered argument; a template that reads past its own parameters is our mistake. */
export function at(args: readonly Sql[], index: number): Sql {
  const found = args[index];
  if (found === undefined) throw new Error(`missing argument ${index}`);
  return found;
}
