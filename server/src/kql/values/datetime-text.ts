import { ticksOf, TICKS_PER_MINUTE } from "./ticks.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const CLOCK = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|GMT|UTC|[+-]\d{1,2}(?::?\d{2})?)?`;

const ISO = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T|\s+)${CLOCK})?${ZONE}$`, "i");
const SLASHED_YEAR_FIRST = new RegExp(String.raw`^(\d{4})\/(\d{1,2})\/(\d{1,2})(?:(?:T|\s+)${CLOCK})?${ZONE}$`, "i");
const MONTH_FIRST = new RegExp(String.raw`^(\d{1,2})[\/.-](\d{1,2})[\/.-](\d{4})(?:,?(?:T|\s+)${CLOCK}\s*(AM|PM)?)?${ZONE}$`, "i");
const DAY_NAME_MONTH = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]([a-z]{3,9})[\s-](\d{2,4})(?:\s+${CLOCK})?${ZONE}$`, "i");
const MONTH_NAME_DAY = new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{4})(?:\s+${CLOCK})?${ZONE}$`, "i");
const ASCTIME = new RegExp(String.raw`^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+${CLOCK}\s+(\d{4})$`, "i");

function zoneTicks(zone: string | undefined): bigint {
  const match = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone ?? "");
  if (match === null) return 0n;
  const minutes = BigInt(match[2] ?? "0") * 60n + BigInt(match[3] ?? "0");
  return (match[1] === "-" ? -minutes : minutes) * TICKS_PER_MINUTE;
}

interface Written {
  readonly year: string | undefined;
  readonly month: string | number | undefined;
  readonly day: string | undefined;
  readonly clock: readonly (string | undefined)[];
  readonly half?: string | undefined;
  readonly zone?: string | undefined;
}

function assemble({ year, month, day, clock, half, zone }: Written): bigint | null {
  let hour = Number(clock[0] ?? 0);
  if (half !== undefined) hour = (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  const wall = ticksOf({
    year: year?.length === 2 ? 2000 + Number(year) : Number(year),
    month: Number(month),
    day: Number(day),
    hour,
    minute: Number(clock[1] ?? 0),
    second: Number(clock[2] ?? 0),
    fraction: Number((clock[3] ?? "").padEnd(7, "0").slice(0, 7)),
  });
  return wall === null ? null : wall - zoneTicks(zone);
}

const monthNumber = (name: string | undefined): number => MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;

/** Ticks of a datetime as Kusto reads text: ISO 8601, RFC 822, month-first and named months, offsets resolved to UTC; null when it is none. */
export function parseDatetimeText(text: string): bigint | null {
  const t = text.trim();
  let m = ISO.exec(t) ?? SLASHED_YEAR_FIRST.exec(t);
  if (m !== null) return assemble({ year: m[1], month: m[2], day: m[3], clock: m.slice(4, 8), zone: m[8] });
  if ((m = /^(\d{4})-(\d{1,2})$/.exec(t)) !== null) return assemble({ year: m[1], month: m[2], day: "1", clock: [] });
  if ((m = /^(\d{4})$/.exec(t)) !== null) return assemble({ year: m[1], month: 1, day: "1", clock: [] });
  if ((m = /^(\d{4})(\d{2})(\d{2})$/.exec(t)) !== null) return assemble({ year: m[1], month: m[2], day: m[3], clock: [] });
  if ((m = MONTH_FIRST.exec(t)) !== null)
    return assemble({ year: m[3], month: m[1], day: m[2], clock: m.slice(4, 8), half: m[8], zone: m[9] });
  if ((m = DAY_NAME_MONTH.exec(t)) !== null)
    return assemble({ year: m[3], month: monthNumber(m[2]), day: m[1], clock: m.slice(4, 8), zone: m[8] });
  if ((m = MONTH_NAME_DAY.exec(t)) !== null)
    return assemble({ year: m[3], month: monthNumber(m[1]), day: m[2], clock: m.slice(4, 8), zone: m[8] });
  if ((m = ASCTIME.exec(t)) !== null) return assemble({ year: m[7], month: monthNumber(m[1]), day: m[2], clock: m.slice(3, 7) });
  return null;
}
