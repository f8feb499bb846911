/** The next round number (1, 2, 2.5, 5 times a power of ten) that is not smaller; 1 for nothing. */
export function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

export type Slice = { readonly label: string; readonly value: number; readonly share: number; readonly path: string };

const SLICE_COUNT_MAX = 6;

/** Slices of a unit circle, largest first, clockwise from the top; what is beyond the limit is summed as `other`. */
export function pieSlices(labels: readonly string[], values: readonly (number | null)[]): Slice[] {
  const ranked = labels
    .map((label, index) => ({ label: label || "(empty)", value: Math.max(0, values[index] ?? 0) }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value);
  const rest = ranked.slice(SLICE_COUNT_MAX - 1);
  const otherValue = rest.reduce((sum, { value }) => sum + value, 0);
  const parts =
    ranked.length <= SLICE_COUNT_MAX ? ranked : [...ranked.slice(0, SLICE_COUNT_MAX - 1), { label: "other", value: otherValue }];
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  return parts.map(({ label, value }) => {
    const [from, to] = [before / total, (before + value) / total];
    before += value;
    return { label, value, share: value / total, path: slicePath(from, to) };
  });
}

function slicePath(from: number, to: number): string {
  // An arc from a point to itself draws nothing; a whole circle takes two halves.
  if (to - from > 0.9999) return "M0-1A1 1 0 1 1 0 1A1 1 0 1 1 0-1Z";
  const point = (turn: number) => `${Math.sin(turn * 2 * Math.PI).toFixed(4)} ${(-Math.cos(turn * 2 * Math.PI)).toFixed(4)}`;
  return `M0 0L${point(from)}A1 1 0 ${to - from > 0.5 ? 1 : 0} 1 ${point(to)}Z`;
}
