import { sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

export const MATH_FUNCTIONS: readonly ScalarFunction[] = [
  scalar(
    "abs",
    ["number"],
    (exprs) => exprs[0]?.type ?? "long",
    (a) => sql`abs(${at(a, 0)})`,
  ),
];
