import { elements, isArray, printArray } from "./arrays.ts";
import { asText, script, type Scripted } from "./script.ts";

const D = "dynamic" as const;
const S = "string" as const;

/** Bytes of base64 text, null when it is none. */
export function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

export const base64Of = (bytes: Iterable<number>): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Bytes that are no UTF-8 give null, not replacement characters. */
function utf8(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const hex = (bytes: Iterable<number>): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** GUID bytes are little-endian in their first three parts. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function guidOf(bytes: Uint8Array | null): string | null {
  if (bytes?.length !== 16) return null;
  const digits = hex(GUID_ORDER.map((index) => bytes[index] ?? 0));
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}

function guidBytes(text: string): number[] {
  const digits = text.replaceAll("-", "");
  const plain = Array.from({ length: 16 }, (_, index) => Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16));
  return GUID_ORDER.map((index) => plain[index] ?? 0);
}

const encode = (text: string): string => base64Of(new TextEncoder().encode(text));
const decode = (text: string): string | null => utf8(bytesOf(text));

export const ENCODING_SCRIPTS: readonly Scripted[] = [
  script("base64_encode_tostring", [S], S, (text) => encode(asText(text))),
  script("base64_encodestring", [S], S, (text) => encode(asText(text))),
  script("base64_decode_tostring", [S], S, (text) => decode(asText(text))),
  script("base64_decodestring", [S], S, (text) => decode(asText(text))),
  script("base64_decode_toarray", [S], D, (text) => {
    const bytes = bytesOf(asText(text));
    return bytes === null ? null : printArray(Array.from(bytes, String));
  }),
  script("base64_encode_fromarray", [D], S, (json) => (isArray(json) ? base64Of(elements(json).map(Number)) : null)),
  script("base64_decode_toguid", [S], "guid", (text) => guidOf(bytesOf(asText(text)))),
  script("base64_encode_fromguid", ["guid"], S, (text) => base64Of(guidBytes(asText(text)))),
];
