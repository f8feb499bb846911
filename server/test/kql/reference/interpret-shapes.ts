import type { Row, Step, Value } from "./plan.ts";

export type StepOf<K extends Step["kind"]> = Extract<Step, { readonly kind: K }>;

const at = (row: Row, column: string): Value => row[column] ?? null;

const whole = (values: readonly Value[]): bigint[] => values.filter((value) => typeof value === "bigint");

const sum = (values: readonly Value[]): bigint => whole(values).reduce((total, value) => total + value, 0n);

/** The rows by what the key says of each, in the order of first appearance. */
export function grouped(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

/** The largest multiple of the size that is not above the value. */
export function floor(value: bigint, size: bigint): bigint {
  let multiple = 0n;
  while (multiple > value) multiple -= size;
  while (multiple + size <= value) multiple += size;
  return multiple;
}

const binOf = (value: Value, size: bigint): bigint | null => (typeof value === "bigint" ? floor(value, size) : null);

export function summarizeByBin(rows: readonly Row[], { of, size, by }: StepOf<"summarize-bin">): Row[] {
  const key = (row: Row): string => `${String(binOf(at(row, of), size))}|${by.map((column) => String(at(row, column))).join("|")}`;
  return grouped(rows, key).map((members) => {
    const [first] = members;
    const shared = Object.fromEntries(by.map((column) => [column, at(first ?? {}, column)]));
    return { b: binOf(at(first ?? {}, of), size), ...shared, n: BigInt(members.length), total: sum(members.map((row) => at(row, "a"))) };
  });
}

/** What stands before the first blank, and behind it; a number there where one is asked for. */
export function parse(rows: readonly Row[], { form, onlyMatches }: StepOf<"parse">): Row[] {
  return rows.flatMap((row): Row[] => {
    const text = String(at(row, "s"));
    const blank = text.indexOf(" ");
    const [before, behind] = [text.slice(0, Math.max(blank, 0)), text.slice(blank + 1)];
    const number = /^-?\d+$/.test(behind) ? BigInt(behind) : null;
    const isMatch = blank >= 0 && (form !== "long" || number !== null);
    if (!isMatch) return onlyMatches ? [] : [{ ...row, p: "", q: form === "text" ? "" : null }];
    return [{ ...row, p: before, q: form === "text" ? behind : number }];
  });
}

/** One array per group that has a row in the range: the rows of each bin, or what stands for none. */
export function makeSeries(rows: readonly Row[], { from, to, size, by }: StepOf<"make-series">): Row[] {
  const starts: bigint[] = [];
  for (let start = from; start < to; start += size) starts.push(start);
  const known = rows.filter((row) => {
    const k = at(row, "k");
    return typeof k === "bigint" && k >= from && k < to;
  });
  return grouped(known, (row) => by.map((column) => String(at(row, column))).join("|")).map((members) => {
    const bins = starts.map((start) =>
      members.filter((row) => {
        const k = at(row, "k");
        return typeof k === "bigint" && k >= start && k < start + size;
      }),
    );
    return {
      ...Object.fromEntries(by.map((column) => [column, at(members[0] ?? {}, column)])),
      n: bins.map((bin) => BigInt(bin.length)),
      total: bins.map((bin) => (bin.length === 0 ? -1n : sum(bin.map((row) => at(row, "a"))))),
      k: starts,
    };
  });
}

/** The row of the largest or smallest `i`, which no two rows share; without a key, one of nulls where there is no row. */
export function argOf(rows: readonly Row[], { isMax, by }: StepOf<"arg">): Row[] {
  if (rows.length === 0 && by.length === 0) return [{ i: null, a: null, d: null }];
  return grouped(rows, (row) => by.map((column) => String(at(row, column))).join("|")).map((members) => {
    const [best] = members.toSorted((a, b) => Number(at(a, "i")) - Number(at(b, "i"))).slice(isMax ? -1 : 0);
    const kept = by.map((column) => [column, at(best ?? {}, column)]);
    return { ...Object.fromEntries(kept), i: at(best ?? {}, "i"), a: at(best ?? {}, "a"), d: at(best ?? {}, "d") };
  });
}

/** Of rows in their order: the number of each, and what its neighbours hold. */
export const windowed = (rows: readonly Row[]): Row[] =>
  rows.map((row, index) => ({
    ...row,
    rn: BigInt(index + 1),
    p: rows[index - 1] === undefined ? null : at(rows[index - 1] ?? {}, "a"),
    x: rows[index + 2] === undefined ? "" : at(rows[index + 2] ?? {}, "s"),
  }));
