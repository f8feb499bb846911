/** A UTC day of an instant, `2021-03-03`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

/** `06:49:42.162Z` of an ISO instant with any number of fractional digits; the text itself when it is no instant. */
export function clockTimeOf(instant: string): string {
  const match = /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/.exec(instant);
  if (match === null) return instant;
  return `${match[1]}.${(match[2] ?? "").padEnd(3, "0").slice(0, 3)}Z`;
}

/** Milliseconds since 1970, with the digits below a millisecond cut off; NaN when the text is no instant. */
export function instantToMs(instant: string): number {
  return Date.parse(instant.replace(/(\.\d{3})\d+Z$/, "$1Z"));
}

/** An `Instant` of the wire with millisecond precision. */
export function msToInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** `14:02:11Z`, for status lines. */
export function shortClockOf(instant: string): string {
  return `${instant.slice(11, 19)}Z`;
}

/** `2021-03-03 06:49Z`: for labels where seconds are noise. */
export function minuteLabelOf(ms: number): string {
  return `${msToInstant(ms).slice(0, 16).replace("T", " ")}Z`;
}
