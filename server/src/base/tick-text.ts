const EPOCH_TICKS = 621_355_968_000_000_000n;
const TICKS_PER_SECOND = 10_000_000n;

/** `2021-03-03T06:49:42.1623450Z`: seven digits, as a workspace exports a datetime. */
export function tickText(ticks: bigint): string {
  const sinceEpoch = ticks - EPOCH_TICKS;
  const fraction = ((sinceEpoch % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND;
  const seconds = Number((sinceEpoch - fraction) / TICKS_PER_SECOND);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(7, "0")}Z`;
}
