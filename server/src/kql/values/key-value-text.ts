/** Options of `parse-kv`, as written. Without delimiters, whatever is neither letter nor digit separates. */
export interface KeyValueSettings {
  readonly pair_delimiter?: string;
  readonly kv_delimiter?: string;
  /** One character, or an opening and a closing one; several of them where the option is repeated. */
  readonly quote?: string | readonly string[];
  readonly escape?: string | readonly string[];
  readonly greedy?: boolean;
}

interface Quotes {
  readonly open: string;
  readonly close: string;
}

const listOf = (option: string | readonly string[] | undefined): readonly string[] =>
  option === undefined ? [] : typeof option === "string" ? [option] : option;

const quotesOf = (quote: KeyValueSettings["quote"]): Quotes[] =>
  listOf(quote)
    .filter((pair) => pair !== "")
    .map((pair) => ({ open: pair.charAt(0), close: pair.charAt(1) || pair.charAt(0) }));

/** Text within quotes from `at`, and where it ends; an unclosed quote runs to the end. */
function quoted(text: string, at: number, { open, close }: Quotes, escapes: string): { readonly value: string; readonly end: number } {
  let value = "";
  for (let index = at + open.length; index < text.length; index++) {
    if (escapes.includes(text.charAt(index)) && index + 1 < text.length) {
      value += text[index + 1] ?? "";
      index += 1;
    } else if (text.startsWith(close, index)) return { value, end: index + close.length };
    else value += text[index] ?? "";
  }
  return { value, end: text.length };
}

/** Pairs such as `a=1, b="x y"`; the first value of a key wins. In greedy mode a value reaches up to the next wanted key. */
export function parseKeyValues(text: string, keys: readonly string[], settings: KeyValueSettings): ReadonlyMap<string, string> {
  if (settings.pair_delimiter === undefined && settings.kv_delimiter === undefined) return parseFree(text, keys, settings);
  if (settings.greedy === true) return parseGreedy(text, keys, settings);
  const pairEnd = settings.pair_delimiter ?? " ";
  const separator = settings.kv_delimiter ?? "=";
  const quotes = quotesOf(settings.quote);
  const escapes = listOf(settings.escape).join("");
  // Blanks around the sign belong to neither side, even where a blank ends a pair.
  if (pairEnd === " " && quotes.length === 0)
    text = text
      .trim()
      .split(separator)
      .map((side) => side.trim())
      .join(separator);
  const found = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const key = part(text, at, [separator, pairEnd], quotes, escapes);
    if (!text.startsWith(separator, key.end)) {
      at = Math.max(key.end, at) + Math.max(pairEnd.length, 1);
      continue;
    }
    const value = part(text, key.end + separator.length, [pairEnd], quotes, escapes);
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
  quotes: readonly Quotes[],
  escapes: string,
): { readonly value: string; readonly end: number } {
  let start = from;
  if (quotes.length > 0) while (start < text.length && text.charAt(start) === " ") start += 1;
  const opened = quotes.find((one) => text.startsWith(one.open, start));
  if (opened !== undefined) return quoted(text, start, opened, escapes);
  let value = "";
  for (let index = from; index < text.length; index++) {
    if (escapes.includes(text.charAt(index)) && index + 1 < text.length) {
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

/** Runs of letters and digits, or quoted text, in turn; what follows a wanted key is its value. */
function parseFree(text: string, keys: readonly string[], settings: KeyValueSettings): ReadonlyMap<string, string> {
  const quotes = quotesOf(settings.quote);
  const escapes = listOf(settings.escape).join("");
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const opened = quotes.find((one) => text.startsWith(one.open, at));
    if (opened !== undefined) {
      const { value, end } = quoted(text, at, opened, escapes);
      tokens.push(value);
      at = end;
      continue;
    }
    const [run = ""] = /^[\p{L}\p{N}]*/u.exec(text.slice(at, at + RUN_MAX)) ?? [];
    if (run !== "") tokens.push(run);
    at += Math.max(run.length, 1);
  }
  const found = new Map<string, string>();
  for (const [index, token] of tokens.entries())
    if (keys.includes(token) && !found.has(token) && tokens[index + 1] !== undefined) found.set(token, tokens[index + 1] ?? "");
  return found;
}

const RUN_MAX = 65_536;
