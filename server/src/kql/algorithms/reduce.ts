import { cell, type Algorithm, type TextRow } from "./algorithm.ts";

/** A text, cut where its separators are: there is one gap more than there are terms. */
interface Line {
  readonly row: number;
  readonly terms: readonly string[];
  readonly gaps: readonly string[];
}

/** Lines that are alike; null stands for a term in which they differ. */
interface Group {
  readonly lines: readonly Line[];
  readonly terms: readonly (string | null)[];
}

const OTHERS = "others";
/** Unless the query says otherwise, every character of ASCII that is no letter and no digit separates. */
const isSeparatorByDefault = (character: string): boolean => character < "\u0080" && !/[A-Za-z0-9]/.test(character);

/** Whether a character separates, looked up once per character. */
function separatorTest(characters: string | null): (character: string) => boolean {
  if (characters !== null) return (character) => characters.includes(character);
  const known = new Map<string, boolean>();
  return (character) => {
    const found = known.get(character) ?? isSeparatorByDefault(character);
    known.set(character, found);
    return found;
  };
}

function lineOf(text: string, row: number, separates: (character: string) => boolean): Line {
  const [terms, gaps]: [string[], string[]] = [[], []];
  let [start, isInTerm] = [0, false];
  for (let place = 0; place <= text.length; place++) {
    const isTerm = place < text.length && !separates(text.charAt(place));
    if (isTerm === isInTerm && place < text.length) continue;
    (isInTerm ? terms : gaps).push(text.slice(start, place));
    [start, isInTerm] = [place, isTerm];
  }
  if (gaps.length === terms.length) gaps.push("");
  return { row, terms, gaps };
}

function grouped(lines: readonly Line[], keyOf: (line: Line) => string): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line)) ?? [];
    group.push(line);
    groups.set(keyOf(line), group);
  }
  return [...groups.values()];
}

const valuesAt = (lines: readonly Line[], place: number): number => new Set(lines.map(({ terms }) => terms[place])).size;

/**
 * Lines of one shape, by what they share: the place with the fewest values comes first, and splits the lines while its values
 * are few for so many lines. Where every place left has too many, these places are what the lines differ in.
 */
function groupsOf(lines: readonly Line[], open: readonly number[], threshold: number): Group[] {
  const counted = open.map((place) => ({ place, values: valuesAt(lines, place) })).filter(({ values }) => values > 1 || lines.length === 1);
  const [fewest] = counted.toSorted((a, b) => a.values - b.values);
  if (fewest === undefined || lines.length === 1 || fewest.values > threshold * lines.length) {
    const differs = new Set(counted.map(({ place }) => place));
    return [{ lines, terms: (lines[0]?.terms ?? []).map((term, place) => (differs.has(place) ? null : term)) }];
  }
  const left = counted.flatMap(({ place }) => (place === fewest.place ? [] : [place]));
  return grouped(lines, ({ terms }) => terms[fewest.place] ?? "").flatMap((part) => groupsOf(part, left, threshold));
}

/** Terms and gaps as text. Neighbouring wildcards are one; separators that the query chose belong to the wildcard beside them. */
function patternOf({ lines, terms }: Group, isChosen: boolean): string {
  const gaps = lines[0]?.gaps ?? [];
  let pattern = gaps[0] ?? "";
  for (const [place, term] of terms.entries()) {
    const isAfterWildcard = place > 0 && terms[place - 1] === null;
    if (!(term === null && isAfterWildcard)) pattern += term ?? "*";
    const isBeforeWildcard = terms[place + 1] === null;
    const isDropped = (isChosen && (term === null || isBeforeWildcard)) || (term === null && isBeforeWildcard);
    if (!isDropped) pattern += gaps[place + 1] ?? "";
  }
  return pattern;
}

/** Patterns with their lines, largest first; what has nothing in common with another line comes last, as `others`. */
function patternsOf(rows: readonly TextRow[], settings: TextRow): { readonly pattern: string; readonly rows: readonly number[] }[] {
  const characters = settings[1] ?? null;
  const threshold = Number(cell(settings, 0));
  const separates = separatorTest(characters);
  const lines = rows.map((row, index) => lineOf(cell(row, 0), index, separates));
  const groups = grouped(lines, ({ gaps }) => JSON.stringify(gaps)).flatMap((alike) =>
    groupsOf(
      alike,
      (alike[0]?.terms ?? []).map((_, place) => place),
      threshold,
    ),
  );
  const isAlike = (group: Group): boolean => group.lines.length > 1 && group.terms.some((term) => term !== null);
  const rowsOf = (found: readonly Group[]): number[] => found.flatMap((group) => group.lines.map(({ row }) => row));
  const others = rowsOf(groups.filter((group) => !isAlike(group))).toSorted((a, b) => a - b);
  return [
    ...groups
      .filter(isAlike)
      .map((group) => ({ pattern: patternOf(group, characters !== null), rows: rowsOf([group]) }))
      .toSorted((a, b) => b.rows.length - a.rows.length || (a.rows[0] ?? 0) - (b.rows[0] ?? 0)),
    ...(others.length === 0 ? [] : [{ pattern: OTHERS, rows: others }]),
  ];
}

/** Rows are a text. Settings: threshold, separators (null: the default). A pattern, its rows and one of them. */
export const reduce: Algorithm = (rows, settings) =>
  patternsOf(rows, settings).map(({ pattern, rows: members }) => [
    pattern,
    members.length,
    pattern === OTHERS ? "" : cell(rows[members[0] ?? 0] ?? [], 0),
  ]);

/** Rows are a text and more columns, which come back with the pattern behind them; settings as for `reduce`. */
export const reduceSource: Algorithm = (rows, settings) => {
  const found = new Map(patternsOf(rows, settings).flatMap(({ pattern, rows: members }) => members.map((row) => [row, pattern] as const)));
  return rows.map((row, index) => [...row.slice(1), found.get(index) ?? OTHERS]);
};
