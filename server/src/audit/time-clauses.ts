import { quoteName } from "../telemetry/quote-name.ts";
import { type Clause, type Counted, measure, type MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";

const WIDTHS = [1, 2, 3, 4, 6, 8, 12];
/** Ticks in a unit, and the unit as KQL writes it. */
const UNITS = [
  [10, "1microsecond"],
  [10_000, "1ms"],
  [10_000_000, "1s"],
] as const;

/** The hour of the day (UTC) and the coarsest unit of which an instant is whole; both null where there is no instant. */
interface Moment {
  readonly hour: number | null;
  readonly wholeOf: number | null;
}

interface TimeClause extends Clause {
  readonly holds: (moment: Moment) => boolean;
}

/**
 * Of `TimeGenerated`, every band of whole hours of the day, around midnight too; of every column of instants, to which precision they
 * are cut and whether they are there.
 */
export async function measureTimes(world: LabelledWorld, columns: readonly string[]): Promise<MeasuredClause[]> {
  const measured: MeasuredClause[] = [];
  for (const column of columns) {
    const counted = await countMoments(world, column);
    const clauses = [...(column === "TimeGenerated" ? hourBands() : emptyInstants(column)), ...precisions(column)];
    measured.push(...clauses.map((clause) => measure(clause, counted, clause.holds)));
  }
  return measured;
}

async function countMoments(world: LabelledWorld, column: string): Promise<Counted<Moment>[]> {
  const units = UNITS.toReversed().map(([ticks]) => `WHEN r.${quoteName(column)} % ${ticks} = 0 THEN ${ticks}`);
  const rows = await world.read(
    `SELECT ${hourOf(column)}, CASE ${units.join(" ")} WHEN r.${quoteName(column)} IS NOT NULL THEN 1 END,
       count(*), count(*) FILTER (__sought) FROM ${LABELLED} AS r GROUP BY ALL`,
  );
  return rows.map(([hour, wholeOf, count, sought]) => ({
    fact: { hour: hour === null ? null : Number(hour), wholeOf: wholeOf === null ? null : Number(wholeOf) },
    rows: Number(count),
    sought: Number(sought),
  }));
}

const hourOf = (column: string): string => `r.${quoteName(column)} // 36000000000 % 24`;

function hourBands(): TimeClause[] {
  const hour = hourOf("TimeGenerated");
  return WIDTHS.flatMap((width) =>
    Array.from({ length: 24 }, (_, from): TimeClause => {
      const to = (from + width - 1) % 24;
      const isOverMidnight = to < from;
      return {
        column: "TimeGenerated",
        sql: () => (isOverMidnight ? `(${hour} >= ${from} OR ${hour} <= ${to})` : `${hour} BETWEEN ${from} AND ${to}`),
        holds: (moment) => moment.hour !== null && isInBand(moment.hour, from, to),
        about: "row",
        prelude: [],
        kql: isOverMidnight
          ? `hourofday(TimeGenerated) >= ${from} or hourofday(TimeGenerated) <= ${to}`
          : `hourofday(TimeGenerated) between (${from} .. ${to})`,
      };
    }),
  );
}

const isInBand = (hour: number, from: number, to: number): boolean => (to < from ? hour >= from || hour <= to : hour >= from && hour <= to);

function emptyInstants(column: string): TimeClause[] {
  return [true, false].map((isEmpty) => ({
    column,
    sql: () => `r.${quoteName(column)} IS ${isEmpty ? "" : "NOT "}NULL`,
    holds: ({ wholeOf }) => (wholeOf === null) === isEmpty,
    about: "row",
    prelude: [],
    kql: `${isEmpty ? "isnull" : "isnotnull"}(${column})`,
  }));
}

function precisions(column: string): TimeClause[] {
  return UNITS.flatMap(([ticks, unit]) =>
    [true, false].map((isWhole): TimeClause => ({
      column,
      sql: () => `coalesce(r.${quoteName(column)} % ${ticks} ${isWhole ? "=" : "<>"} 0, false)`,
      holds: ({ wholeOf }) => wholeOf !== null && wholeOf >= ticks === isWhole,
      about: "row",
      prelude: [],
      kql: `${column} ${isWhole ? "==" : "!="} bin(${column}, ${unit})`,
    })),
  );
}
