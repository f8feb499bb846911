import { sql } from "../sql/fragment.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";
import { joinSql } from "../sql/fragment.ts";

export const STRING_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("tolower", ["string"], "string", (a) => sql`lower(${at(a, 0)})`),
  scalar("toupper", ["string"], "string", (a) => sql`upper(${at(a, 0)})`),
  scalar("strlen", ["string"], "long", (a) => sql`length(${at(a, 0)})`),
  scalar("strcat", ["scalar", "scalar*"], "string", (a) => sql`(${joinSql(a, " || ")})`),
];
