import type { ScalarFunction } from "./definition.ts";
import { CONDITIONAL_FUNCTIONS } from "./conditional.ts";
import { CONVERSION_FUNCTIONS } from "./conversions.ts";
import { STRING_FUNCTIONS } from "./strings.ts";
import { TIME_FUNCTIONS } from "./times.ts";
import { MATH_FUNCTIONS } from "./maths.ts";
import { DYNAMIC_FUNCTIONS } from "./dynamics.ts";
import { SCRIPTED } from "./script/index.ts";

const ALL: readonly ScalarFunction[] = [
  ...CONDITIONAL_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...DYNAMIC_FUNCTIONS,
  ...SCRIPTED.map((scripted) => scripted.definition),
];

const BY_NAME: ReadonlyMap<string, ScalarFunction> = new Map(ALL.map((definition) => [definition.name, definition]));

/** The engine's scalar functions by name. */
export function scalarFunction(name: string): ScalarFunction | null {
  return BY_NAME.get(name) ?? null;
}
