export interface KeyValueSettings {
  readonly pair_delimiter?: string;
  readonly kv_delimiter?: string;
  readonly quote?: string | readonly string[];
  readonly escape?: string;
  readonly greedy?: boolean;
}

interface Quotes {
  readonly open: string;
  readonly close: string;
}

function quotesOf(quote: KeyValueSettings["quote"]): Quotes | null {
  if (quote === undefined || quote === "") return null;
  if (typeof quote === "string") return { open: quote, close: quote };
  const [open = "", close = open] = quote;
  return open === "" ? null : { open, close };
}

/** Text within quotes from `at`, and where it ends; an unclosed quote runs to the end. */
function quoted(text: string, at: number, { open, close }: Quotes, escape: string): { readonly value: string; readonly end: number } {
  let value = "";
  for (let index = at + open.length; index < text.length; index++) {
    if (escape !== "" && text[index] === escape && index + 1 < text.length) {
      value += text[index + 1] ?? "";
      index += 1;
    } else if (text.startsWith(close, index)) return { value, end: index + close.length };
    else value += text[index] ?? "";
  }
  return { value, end: text.length };
}

/** Pairs such as `a=1, b="x y"`; the first value of a key wins. In greedy mode a value reaches up to the next wanted key. */
export function parseKeyValues(text: string, keys: readonly string[], settings: KeyValueSettings): ReadonlyMap<string, string> {
  if (settings.greedy === true) return parseGreedy(text, keys, settings);
  const pairEnd = settings.pair_delimiter ?? " ";
  const separator = settings.kv_delimiter ?? "=";
  const quotes = quotesOf(settings.quote);
  const escape = settings.escape ?? "";
  // Blanks around the sign belong to neither side, even where a blank ends a pair.
  if (pairEnd === " " && quotes === null)
    text = text
      .trim()
      .split(separator)
      .map((side) => side.trim())
      .join(separator);
  const found = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const key = part(text, at, [separator, pairEnd], quotes, escape);
    if (!text.startsWith(separator, key.end)) {
      at = Math.max(key.end, at) + Math.max(pairEnd.length, 1);
      continue;
    }
    const value = part(text, key.end + separator.length, [pairEnd], quotes, escape);
    const name = key.value.trim();
    if (!found.has(name)) found.set(name, value.value);
    at = value.end + Math.max(pairEnd.length, 1);
  }
  return found;
}

function part(
  text: string,
  from: number,
  ends: readonly string[],
  quotes: Quotes | null,
  escape: string,
): { readonly value: string; readonly end: number } {
  let start = from;
  if (quotes !== null) while (start < text.length && text.charAt(start) === " ") start += 1;
  if (quotes !== null && text.startsWith(quotes.open, start)) return quoted(text, start, quotes, escape);
  let value = "";
  for (let index = from; index < text.length; index++) {
    if (escape !== "" && text[index] === escape && index + 1 < text.length) {
      value += text[index + 1] ?? "";
      index += 1;
      continue;
    }
    if (ends.some((end) => end !== "" && text.startsWith(end, index))) return { value, end: index };
    value += text[index] ?? "";
  }
  return { value, end: text.length };
}

function parseGreedy(text: string, keys: readonly string[], settings: KeyValueSettings): ReadonlyMap<string, string> {
  const separator = settings.kv_delimiter ?? "=";
  const pairEnd = settings.pair_delimiter ?? " ";
  const starts = keys
    .flatMap((key) => {
      const at = text.startsWith(`${key}${separator}`) ? 0 : text.indexOf(`${pairEnd}${key}${separator}`);
      return at < 0
        ? []
        : [
            {
              key,
              at,
              value: at + (text.startsWith(`${key}${separator}`) && at === 0 ? 0 : pairEnd.length) + key.length + separator.length,
            },
          ];
    })
    .toSorted((a, b) => a.at - b.at);
  return new Map(starts.map((start, index) => [start.key, text.slice(start.value, starts[index + 1]?.at ?? text.length)]));
}
