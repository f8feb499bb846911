import { sql, type Sql } from "../sql/fragment.ts";
import { constantText, type Expr } from "../plan/expr.ts";
import { at, scalar, type ScalarFunction } from "./definition.ts";

const T = "datetime" as const;

/** Start of the period an instant lies in, some periods later or earlier. */
const startOf =
  (start: (ticks: Sql, offset: Sql) => Sql): ScalarFunction["render"] =>
  (a) =>
    sql`k_instant(${start(at(a, 0), a[1] ?? sql`0`)})`;

/** The last tick of a period is the one before the next period. */
const endOf =
  (start: (ticks: Sql, offset: Sql) => Sql): ScalarFunction["render"] =>
  (a) =>
    sql`k_instant(${start(at(a, 0), sql`(${a[1] ?? sql`0`} + 1)`)} - 1)`;

const day = (ticks: Sql, offset: Sql): Sql => sql`(k_floor(${ticks}, 864000000000) + ${offset} * 864000000000)`;
const week = (ticks: Sql, offset: Sql): Sql =>
  sql`(k_floor(${ticks} + 864000000000, 6048000000000) - 864000000000 + ${offset} * 6048000000000)`;
const month = (ticks: Sql, offset: Sql): Sql => sql`k_month_start(${ticks}, ${offset})`;
const year = (ticks: Sql, offset: Sql): Sql => sql`k_year_start(${ticks}, ${offset})`;

const PARTS: Readonly<Record<string, (ticks: Sql) => Sql>> = {
  year: (t) => sql`year(k_timestamp(${t}))`,
  quarter: (t) => sql`quarter(k_timestamp(${t}))`,
  month: (t) => sql`month(k_timestamp(${t}))`,
  week_of_year: (t) => sql`week(k_timestamp(${t}))`,
  weekofyear: (t) => sql`week(k_timestamp(${t}))`,
  day: (t) => sql`day(k_timestamp(${t}))`,
  dayofyear: (t) => sql`dayofyear(k_timestamp(${t}))`,
  hour: (t) => sql`(${t} // 36000000000 % 24)`,
  minute: (t) => sql`(${t} // 600000000 % 60)`,
  second: (t) => sql`(${t} // 10000000 % 60)`,
  millisecond: (t) => sql`(${t} // 10000 % 1000)`,
  microsecond: (t) => sql`(${t} // 10 % 1000000)`,
  nanosecond: (t) => sql`(${t} % 10000000 * 100)`,
};

const part =
  (name: string): ScalarFunction["render"] =>
  (a) =>
    (PARTS[name] ?? PARTS["year"] ?? ((t: Sql) => t))(at(a, 0));

/** `datetime_part("hour", t)`; the part is nearly always a constant. */
const datetimePart = (a: readonly Sql[], exprs: readonly Expr[]): Sql => {
  const name = (exprs[0] === undefined ? null : constantText(exprs[0]))?.toLowerCase();
  const found = name === undefined || name === null ? undefined : PARTS[name];
  return found === undefined ? sql`NULL::BIGINT` : found(at(a, 1));
};

const asInt =
  (render: ScalarFunction["render"]): ScalarFunction["render"] =>
  (a, exprs) =>
    sql`${render(a, exprs)}::INTEGER`;

export const TIME_FUNCTIONS: readonly ScalarFunction[] = [
  scalar("startofday", [T, "long?"], T, startOf(day)),
  scalar("startofweek", [T, "long?"], T, startOf(week)),
  scalar("startofmonth", [T, "long?"], T, startOf(month)),
  scalar("startofyear", [T, "long?"], T, startOf(year)),
  scalar("endofday", [T, "long?"], T, endOf(day)),
  scalar("endofweek", [T, "long?"], T, endOf(week)),
  scalar("endofmonth", [T, "long?"], T, endOf(month)),
  scalar("endofyear", [T, "long?"], T, endOf(year)),
  scalar("datetime_part", ["string", T], "long", datetimePart),
  scalar("datepart", ["string", T], "long", datetimePart),
  scalar(
    "dayofweek",
    [T],
    "timespan",
    (a) => sql`(CASE WHEN ${at(a, 0)} < 3155378112000000000 THEN (${at(a, 0)} // 864000000000 + 1) % 7 * 864000000000 END)`,
  ),
  scalar("dayofmonth", [T], "int", asInt(part("day"))),
  scalar("dayofyear", [T], "int", asInt(part("dayofyear"))),
  scalar("hourofday", [T], "int", asInt(part("hour"))),
  scalar("monthofyear", [T], "int", asInt(part("month"))),
  scalar("getmonth", [T], "int", asInt(part("month"))),
  scalar("getyear", [T], "int", asInt(part("year"))),
  scalar("weekofyear", [T], "int", asInt(part("week_of_year"))),
  scalar("week_of_year", [T], "int", asInt(part("week_of_year"))),
];
