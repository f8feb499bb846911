import type { KqlType } from "../../../../contract/index.ts";
import type { ParameterType } from "../definition.ts";
import type { Sql } from "../../sql/fragment.ts";
import { script, type Run, type Scripted } from "../script/script.ts";

/** A parameter that may be left out, and what it then is. A null that is passed is no default: it makes the result null. */
export interface Optional {
  readonly type: ParameterType;
  readonly otherwise: Sql;
}

/** Defines a geospatial function: null (or, as a string, empty) as soon as an argument is null or `run` says so. */
export function geo(name: string, required: readonly ParameterType[], optional: readonly Optional[], result: KqlType, run: Run): Scripted {
  const made = script(name, [...required, ...optional.map((one) => one.type)], result, run);
  return {
    ...made,
    definition: {
      ...made.definition,
      parameters: [...required, ...optional.map((one) => `${one.type}?` as const)],
      render: (args, exprs) =>
        made.definition.render([...args, ...optional.slice(args.length - required.length).map((one) => one.otherwise)], exprs),
    },
  };
}
