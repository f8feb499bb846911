import type { KqlType } from "../../contract/index.ts";
import { formatDatetime, formatTimespan } from "../kql/values/ticks.ts";

const textOf = (value: unknown): string => (value as { toString(): string }).toString();

/** A DuckDB value as the conformance corpus writes cells: null or a string. */
export function canonicalCell(type: KqlType, value: unknown): string | null {
  if (value === null || value === undefined) return type === "string" ? "" : null;
  switch (type) {
    case "bool":
      return value === true ? "true" : "false";
    case "datetime":
      return formatDatetime(value as bigint);
    case "timespan":
      return formatTimespan(value as bigint);
    case "dynamic": {
      const compact = compactJson(textOf(value));
      return compact === "null" ? null : compact;
    }
    case "real": {
      const number = Number(value);
      return Object.is(number, -0) ? "0" : String(number);
    }
    case "decimal":
      return textOf(value)
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "");
    case "guid":
      return textOf(value).toLowerCase();
    case "int":
    case "long":
    case "string":
      return textOf(value);
  }
}

/** Strips white space outside of strings and keeps number tokens as they are. */
function compactJson(text: string): string {
  let out = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? "";
    if (character !== '"') {
      if (!/\s/.test(character)) out += character;
      continue;
    }
    let end = index + 1;
    while (text[end] !== '"' && end < text.length) end += text[end] === "\\" ? 2 : 1;
    out += JSON.stringify(JSON.parse(text.slice(index, end + 1)));
    index = end;
  }
  return out;
}
