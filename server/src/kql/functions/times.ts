import { sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

export const TIME_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("startofday", ["datetime"], "datetime", (a) => sql`k_floor(${at(a, 0)}, 864000000000)`),
];
