/** `HH:MM:SS.mmmZ` of a UTC instant, as the console writes every time; the text itself when it is no instant. */
export function clockText(instant: string): string {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? instant : `${new Date(ms).toISOString().slice(11, 23)}Z`;
}

/** `HH:MM:SSZ`, for clocks and places where milliseconds say nothing. */
export function secondsText(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`;
}

/** `Tue 2 Mar 2021, 08:12:33.120 UTC`: what a time says in full, on hover and to a screen reader. */
export function fullTimeText(instant: string): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  const date = new Date(ms);
  const day = date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return `${day.replace(/^(\w{3}),/, "$1")}, ${date.toISOString().slice(11, 23)} UTC`;
}

/** `2021-03-02`. */
export function dayText(instant: string): string {
  return instant.slice(0, 10);
}

/** `45 s`, `12 min`, `3 h 20 min`, `2 d 4 h`: a duration as people say it. Negative ones count as none. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** ISO instant with `Z` from what a person typed (`2021-03-02 08:12`, with or without seconds and zone); null if it is no time. */
export function parseInstantText(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,7})?)?\s*(?:Z|UTC)?$/i.exec(text.trim());
  if (match === null) return null;
  const instant = `${match[1]}T${match[2]}${match[3] ?? ":00"}Z`;
  const ms = Date.parse(instant);
  // The engine rolls 31 February over into March; what comes back differently was no date.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 16) !== instant.slice(0, 16)) return null;
  return instant;
}
