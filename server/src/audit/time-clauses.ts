import { type Clause, type Counted, measure, type MeasuredClause } from "./clause.ts";
import { LABELLED, type LabelledWorld } from "./labelled-world.ts";

const WIDTHS = [1, 2, 3, 4, 6, 8, 12];
/** Ticks in a unit, and the unit as KQL writes it. */
const UNITS = [
  [10, "1microsecond"],
  [10_000, "1ms"],
  [10_000_000, "1s"],
] as const;

/** The hour of the day (UTC), and the coarsest unit of which an instant is whole. */
interface Moment {
  readonly hour: number;
  readonly wholeOf: number;
}

interface TimeClause extends Clause {
  readonly holds: (moment: Moment) => boolean;
}

const HOUR = 'r."TimeGenerated" // 36000000000 % 24';
const CLAUSES: readonly TimeClause[] = [...hourBands(), ...precisions()];

/** Every band of whole hours of the day, around midnight too, and every precision to which an instant can be cut. */
export async function measureTimes(world: LabelledWorld): Promise<MeasuredClause[]> {
  const units = UNITS.toReversed().map(([ticks]) => `WHEN r."TimeGenerated" % ${ticks} = 0 THEN ${ticks}`);
  const rows = await world.read(
    `SELECT ${HOUR}, CASE ${units.join(" ")} ELSE 1 END, count(*), count(*) FILTER (__sought) FROM ${LABELLED} AS r GROUP BY ALL`,
  );
  const counted = rows.map(([hour, wholeOf, count, sought]): Counted<Moment> => ({
    fact: { hour: Number(hour), wholeOf: Number(wholeOf) },
    rows: Number(count),
    sought: Number(sought),
  }));
  return CLAUSES.map((clause) => measure(clause, counted, clause.holds));
}

function hourBands(): TimeClause[] {
  return WIDTHS.flatMap((width) =>
    Array.from({ length: 24 }, (_, from): TimeClause => {
      const to = (from + width - 1) % 24;
      const isOverMidnight = to < from;
      return {
        column: "TimeGenerated",
        sql: () => (isOverMidnight ? `(${HOUR} >= ${from} OR ${HOUR} <= ${to})` : `${HOUR} BETWEEN ${from} AND ${to}`),
        holds: ({ hour }) => (isOverMidnight ? hour >= from || hour <= to : hour >= from && hour <= to),
        about: "row",
        prelude: [],
        kql: isOverMidnight
          ? `hourofday(TimeGenerated) >= ${from} or hourofday(TimeGenerated) <= ${to}`
          : `hourofday(TimeGenerated) between (${from} .. ${to})`,
      };
    }),
  );
}

function precisions(): TimeClause[] {
  return UNITS.flatMap(([ticks, unit]) =>
    [true, false].map((isWhole): TimeClause => ({
      column: "TimeGenerated",
      sql: () => `r."TimeGenerated" % ${ticks} ${isWhole ? "=" : "<>"} 0`,
      holds: ({ wholeOf }) => wholeOf >= ticks === isWhole,
      about: "row",
      prelude: [],
      kql: `TimeGenerated ${isWhole ? "==" : "!="} bin(TimeGenerated, ${unit})`,
    })),
  );
}
