import type { SessionValue } from "../../session/session-function.ts";
import { elements, printArray } from "./arrays.ts";
import { fitting } from "./fitting.ts";
import { remembered } from "./remembered.ts";
import { asLong, asNumber, asText, script, type Scripted } from "./script.ts";

const D = "dynamic" as const;
const S = "string" as const;

const characters = (text: string): string[] => Array.from(text);

function indexOf(
  text: SessionValue,
  wanted: SessionValue,
  start?: SessionValue,
  length?: SessionValue,
  occurrence?: SessionValue,
): bigint | null {
  const all = characters(asText(text));
  const needle = characters(asText(wanted));
  const from = asNumber(start ?? null, 0);
  const first = from < 0 ? Math.max(all.length + from, 0) : from;
  const size = asNumber(length ?? null, -1);
  const end = size < 0 ? all.length : Math.min(all.length, first + size);
  let left = asNumber(occurrence ?? null, 1);
  if (needle.length === 0) return null;
  if (left < 1 || first > all.length) return left < 1 ? null : -1n;
  for (let index = first; index + needle.length <= end; index++) {
    if (needle.every((character, offset) => all[index + offset] === character)) {
      left -= 1;
      if (left === 0) return BigInt(index);
      index += Math.max(needle.length, 1) - 1;
    }
  }
  return -1n;
}

/** Overlapping occurrences count, unlike with a regular expression. */
function countOf(text: SessionValue, wanted: SessionValue): bigint {
  const [hay, needle] = [asText(text), asText(wanted)];
  if (needle === "") return 0n;
  let count = 0n;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) count += 1n;
  return count;
}

function translate(search: SessionValue, replacement: SessionValue, text: SessionValue): string {
  const [from, to] = [characters(asText(search)), characters(asText(replacement))];
  const last = to.at(-1) ?? "";
  return characters(asText(text))
    .map((character) => {
      const index = from.indexOf(character);
      return index < 0 ? character : to.length === 0 ? "" : (to[index] ?? last);
    })
    .join("");
}

function replaceText(text: string, lookup: string, rewrite: string): string {
  if (lookup === "") return text;
  const pieces = text.split(lookup);
  fitting(text.length + (pieces.length - 1) * (rewrite.length - lookup.length), "replace_string");
  return pieces.join(rewrite);
}

/** Lookups are taken one after the other; what one has replaced, the next does not see. A rewrite that is no text keeps the match. */
function replaceAll(text: SessionValue, from: SessionValue, to: SessionValue): string {
  const lookups = elements(from).map((token) => String(JSON.parse(token)));
  const rewrites = elements(to).map((token): unknown => JSON.parse(token));
  let parts: { readonly text: string; readonly isDone: boolean }[] = [{ text: asText(text), isDone: false }];
  for (const [index, lookup] of lookups.entries()) {
    if (lookup === "") continue;
    const rewrite = rewrites[index];
    const done = { text: typeof rewrite === "string" ? rewrite : lookup, isDone: true };
    let length = 0;
    parts = parts.flatMap((part) => {
      if (part.isDone) return [part];
      length = fitting(length + (part.text.split(lookup).length - 1) * done.text.length, "replace_strings");
      return part.text
        .split(lookup)
        .flatMap((piece, at) => (at === 0 ? [{ text: piece, isDone: false }] : [done, { text: piece, isDone: false }]));
    });
  }
  return parts.map((part) => part.text).join("");
}

function repeated(text: string, count: number, delimiter: string): string {
  const times = Math.max(0, count);
  fitting((text.length + delimiter.length) * times, "strrep");
  return Array.from({ length: text === "" && delimiter === "" ? 0 : times }, () => text).join(delimiter);
}

function codePoints(...args: readonly SessionValue[]): string {
  const given: unknown[] = elements(args[0] ?? null).flatMap((token) => {
    const value: unknown = JSON.parse(token);
    return Array.isArray(value) ? (value as unknown[]) : [value];
  });
  return given.map((value) => String.fromCodePoint(Number(value))).join("");
}

const encodeComponent = (text: string): string => encodeURIComponent(text).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Fields of the first CSV record, quotes doubled inside of quotes. */
function parseCsv(text: string): string {
  const fields: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === ",") {
      fields.push(field);
      field = "";
    } else if (character === "\n" || character === "\r") break;
    else field += character;
  }
  return printArray([...fields, field].map((value) => JSON.stringify(value)));
}

function commandLine(text: string): string {
  const args: string[] = [];
  for (const match of text.matchAll(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g))
    args.push(match[0].replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, inner: string) => inner.replaceAll('\\"', '"')));
  return printArray(args.map((arg) => JSON.stringify(arg)));
}

/** Four parts of up to eight digits, as one number: each part gets eight digits. */
function parseVersion(text: string): string | null {
  const parts = text.split(".");
  if (parts.length > 4 || !parts.every((part) => /^\d{1,8}$/.test(part))) return null;
  return [...parts, "0", "0", "0"]
    .slice(0, 4)
    .map((part) => part.padStart(8, "0"))
    .join("")
    .replace(/^0+(?=\d)/, "");
}

function formatBytes(value: SessionValue, precision?: SessionValue, unit?: SessionValue): string {
  const units = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];
  const bytes = asNumber(value);
  const wanted = units.indexOf(asText(unit));
  let index = wanted >= 0 ? wanted : 0;
  if (wanted < 0) while (index < units.length - 1 && Math.abs(bytes) >= 1024 ** (index + 1)) index += 1;
  const scaled = bytes / 1024 ** index;
  const digits = asNumber(precision ?? null, 0);
  return `${Number(scaled.toFixed(digits))} ${units[index] ?? "Bytes"}`;
}

const termsOf = remembered((list) => elements(list).map((token) => String(JSON.parse(token)).toLowerCase()));

export const TEXT_SCRIPTS: readonly Scripted[] = [
  script("indexof", ["scalar", "scalar", "long?", "long?", "long?"], "long", indexOf),
  script("countof_text", [S, S], "long", (text, wanted) => countOf(text ?? null, wanted ?? null)),
  script("translate", [S, S, S], S, (a, b, c) => translate(a ?? null, b ?? null, c ?? null)),
  script("replace_strings", [S, D, D], S, (a, b, c) => replaceAll(a ?? null, b ?? null, c ?? null)),
  script("replace_text", [S, S, S], S, (text, lookup, rewrite) => replaceText(asText(text), asText(lookup), asText(rewrite))),
  script("reverse", ["scalar"], S, (text) => characters(asText(text)).toReversed().join("")),
  script("strrep", ["scalar", "long", "string?"], S, (text, count, delimiter) =>
    repeated(asText(text), asNumber(count), asText(delimiter)),
  ),
  script("tohex_text", ["long", "long?"], S, (value, width) =>
    BigInt.asUintN(64, asLong(value))
      .toString(16)
      .padStart(fitting(asNumber(width ?? null, 0), "tohex"), "0"),
  ),
  script("url_encode", [S], S, (text) => encodeComponent(asText(text)).replaceAll("%20", "+")),
  script("url_encode_component", [S], S, (text) => encodeComponent(asText(text))),
  script("url_decode", [S], S, (text) => decodeUrl(asText(text))),
  script("parse_csv", [S], D, (text) => parseCsv(asText(text))),
  script("parse_command_line", [S, "string?"], D, (text) => (asText(text) === "" ? null : commandLine(asText(text)))),
  script("parse_version", [S], "decimal", (text) => parseVersion(asText(text))),
  script("format_bytes", ["number", "long?", "string?"], S, (value, precision, unit) => formatBytes(value ?? null, precision, unit)),
  script("unicode_codepoints_from_string", ["scalar"], D, (text) =>
    printArray(characters(asText(text)).map((character) => String(character.codePointAt(0) ?? 0))),
  ),
  script("to_utf8", ["scalar"], D, (text) =>
    printArray(characters(asText(text)).map((character) => String(character.codePointAt(0) ?? 0))),
  ),
  script("unicode_codepoints_to_string", ["dynamic*"], S, codePoints),
  script("make_string", ["dynamic*"], S, codePoints),
  script("isascii", ["scalar"], "bool", (text) => characters(asText(text)).every((character) => (character.codePointAt(0) ?? 0) < 128)),
  script("isutf8", ["scalar"], "bool", (text) => !asText(text).includes("\ufffd")),
  script("regex_quote", ["scalar"], S, (text) => asText(text).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)),
  script("has_any_index", [S, D], "long", (text, list) => {
    const hay = asText(text).toLowerCase();
    return BigInt(termsOf(asText(list)).findIndex((term) => hasTerm(hay, term)));
  }),
];

/** A term of letters and digits with borders on both sides. */
function hasTerm(hay: string, term: string): boolean {
  if (term === "" || !hay.includes(term)) return term === "";
  const escaped = term.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const left = /^[\p{L}\p{N}]/u.test(term) ? String.raw`(?<![\p{L}\p{N}])` : "";
  const right = /[\p{L}\p{N}]$/u.test(term) ? String.raw`(?![\p{L}\p{N}])` : "";
  return new RegExp(`${left}${escaped}${right}`, "u").test(hay);
}
