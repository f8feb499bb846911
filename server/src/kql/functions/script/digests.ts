import { parseTimespanText } from "../../values/timespan-text.ts";
import type { SessionValue } from "../../session/session-function.ts";
import { elements } from "./arrays.ts";
import { asNumber, asText, script, type Scripted } from "./script.ts";

const R = "real" as const;

/**
 * A digest is the list of values and weights it was made of, so that its percentiles are those of the values themselves.
 * Above this many entries neighbours are joined.
 */
const ENTRIES_MAX = 10_000;

interface Entry {
  readonly token: string;
  readonly weight: number;
}

const entriesOf = (json: SessionValue | undefined): Entry[] =>
  elements(json).flatMap((pair) => {
    const [token, weight] = elements(pair);
    return token === undefined || token === "null" ? [] : [{ token, weight: Number(weight ?? 1) }];
  });

/** Numbers and durations by their size; instants are written so that their text sorts. */
function compare(a: string, b: string): number {
  if (!a.startsWith('"') || !b.startsWith('"')) return Number(a) - Number(b);
  const [x, y] = [parseTimespanText(a.slice(1, -1)), parseTimespanText(b.slice(1, -1))];
  if (x !== null && y !== null) return x < y ? -1 : x > y ? 1 : 0;
  return a < b ? -1 : a > b ? 1 : 0;
}

const sorted = (entries: readonly Entry[]): Entry[] => entries.toSorted((a, b) => compare(a.token, b.token));
const weightOf = (entries: readonly Entry[]): number => entries.reduce((sum, entry) => sum + entry.weight, 0);

function joined(entries: readonly Entry[]): Entry[] {
  const made: Entry[] = [];
  const size = Math.ceil(entries.length / ENTRIES_MAX);
  for (let at = 0; at < entries.length; at += size) {
    const group = entries.slice(at, at + size);
    const middle = group[group.length >> 1];
    if (middle !== undefined) made.push({ token: middle.token, weight: weightOf(group) });
  }
  return made;
}

function digest(json: SessionValue | undefined): string {
  const entries = sorted(entriesOf(json));
  const kept = entries.length > ENTRIES_MAX ? joined(entries) : entries;
  return `[${kept.map((entry) => `[${entry.token},${entry.weight}]`).join(",")}]`;
}

/** The least value that so many percent of the weight do not exceed. */
function percentile(entries: readonly Entry[], rank: number): string | null {
  const wanted = (rank / 100) * weightOf(entries);
  let passed = 0;
  for (const entry of entries) {
    passed += entry.weight;
    if (passed >= wanted && passed > 0) return entry.token;
  }
  return entries.at(-1)?.token ?? null;
}

const below = (json: SessionValue | undefined, value: SessionValue | undefined): number =>
  weightOf(entriesOf(json).filter((entry) => compare(entry.token, asText(value)) <= 0));

/** What aggregates and functions of digests are made of; their own names are bound elsewhere where types matter. */
export const DIGEST_SCRIPTS: readonly Scripted[] = [
  script("digest_of_pairs", ["dynamic"], "dynamic", digest),
  script("digest_percentile", ["dynamic", R], "dynamic", (json, rank) => percentile(sorted(entriesOf(json)), asNumber(rank))),
  script("digest_percentiles", ["dynamic", "dynamic"], "dynamic", (json, ranks) => {
    const entries = sorted(entriesOf(json));
    return `[${elements(ranks)
      .map((rank) => percentile(entries, Number(rank)) ?? "null")
      .join(",")}]`;
  }),
  script("rank_tdigest", ["dynamic", "dynamic"], R, (json, value) => below(json, value)),
  script("percentrank_tdigest", ["dynamic", "dynamic"], R, (json, value) => {
    const total = weightOf(entriesOf(json));
    return total === 0 ? null : (100 * below(json, value)) / total;
  }),
];
