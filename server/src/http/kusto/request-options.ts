import { z } from "zod";
import type { TimeRange } from "../../../contract/index.ts";
import { badRequest, type KustoFailure } from "../../present/kusto/one-api-error.ts";

/** What a client asked for beside the query itself, as far as it means something here. */
export interface RequestOptions {
  /** Fewer rows than the lab allows; beyond it the request fails, as in Kusto. */
  readonly rowsMax: number | null;
  readonly bytesMax: number | null;
  /** Content with so many rows: no failure when there are more. */
  readonly takeMax: number | null;
  readonly timeoutMs: number | null;
  readonly range: TimeRange | null;
  readonly isFailureDeferred: boolean;
  /** Values of `declare query_parameters`, as KQL literals. */
  readonly parameters: Readonly<Record<string, string>>;
}

const EARLIEST = "1970-01-01T00:00:00Z";
const LATEST = "2250-01-01T00:00:00Z";

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Properties = z.looseObject({
  Options: z.record(z.string(), z.unknown()).nullish(),
  Parameters: z.record(z.string(), Scalar).nullish(),
});

/**
 * Reads `properties` of a request, an object or its JSON text. Options that only tune Microsoft's engine are passed over, as Kusto
 * passes over what it does not know; those that would change the answer are honoured or refused by name.
 */
export function readOptions(properties: unknown): RequestOptions | KustoFailure {
  const parsed = Properties.safeParse(typeof properties === "string" ? parseJson(properties) : (properties ?? {}));
  if (!parsed.success) return badRequest("`properties` must be an object with `Options` and `Parameters`.");
  const given = new Map(Object.entries(parsed.data.Options ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  if (given.has("query_now")) return badRequest("The option `query_now` is not available here: `now()` is the exercise's clock.");
  const column = given.get("query_datetimescope_column") ?? "TimeGenerated";
  if (column !== "TimeGenerated")
    return badRequest("The option `query_datetimescope_column` can only name `TimeGenerated` here: it is the time of every table.");
  const numbers = {
    rowsMax: wholeNumber(given.get("truncationmaxrecords")),
    bytesMax: wholeNumber(given.get("truncationmaxsize")),
    takeMax: wholeNumber(given.get("query_take_max_records")),
    timeoutMs: given.get("norequesttimeout") === true ? null : durationMs(given.get("servertimeout")),
  };
  const from = instant(given.get("query_datetimescope_from"));
  const to = instant(given.get("query_datetimescope_to"));
  const wrong = Object.entries({ ...OPTION_NAMES, from: "query_datetimescope_from", to: "query_datetimescope_to" }).find(
    ([key]) => ({ ...numbers, from, to })[key] === undefined,
  );
  if (wrong !== undefined) return badRequest(`The value of the option \`${wrong[1]}\` cannot be read.`);
  return {
    rowsMax: numbers.rowsMax ?? null,
    bytesMax: numbers.bytesMax ?? null,
    takeMax: numbers.takeMax ?? null,
    timeoutMs: numbers.timeoutMs ?? null,
    range: from == null && to == null ? null : { from: from ?? EARLIEST, to: to ?? LATEST },
    isFailureDeferred: isTrue(given.get("deferpartialqueryfailures")),
    parameters: Object.fromEntries(Object.entries(parsed.data.Parameters ?? {}).map(([name, value]) => [name, String(value)])),
  };
}

const OPTION_NAMES: Readonly<Record<string, string>> = {
  rowsMax: "truncationmaxrecords",
  bytesMax: "truncationmaxsize",
  takeMax: "query_take_max_records",
  timeoutMs: "servertimeout",
};

function parseJson(text: string): unknown {
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The readers below give null for an option that was not set, and undefined for one that cannot be read. */
function wholeNumber(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `00:01:30`, `0.00:01:30.5`, `90s`. */
function durationMs(value: unknown): number | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") return undefined;
  const short = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value.trim());
  if (short !== null) return Number(short[1]) * (UNIT_MS[short[2] ?? ""] ?? 0);
  const clock = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(value.trim());
  if (clock === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0));
  return Math.round(((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000);
}

/** `datetime(2021-03-03)`, `2021-03-03T06:00:00.1234567Z`, as the contract writes instants. */
function instant(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") return undefined;
  const text = /^(?:datetime\(\s*(.*?)\s*\)|(.*))$/.exec(value.trim());
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,7})?)?Z?$/.exec(text?.[1] ?? text?.[2] ?? "");
  if (match === null) return undefined;
  const [, day = "", time = "00:00:00", fraction = ""] = match;
  const iso = `${day}T${time.length === 5 ? `${time}:00` : time}${fraction.slice(0, 7)}Z`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
