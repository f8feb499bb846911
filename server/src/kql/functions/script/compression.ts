import { deflateSync, Gunzip, Unzlib } from "fflate";
import { asText, script, type Scripted } from "./script.ts";
import { base64Of, bytesOf } from "./encodings.ts";

const S = "string" as const;

/** What one value may unpack to; more is treated as no valid data. */
const UNPACKED_MAX = 8 * 1024 * 1024;
/** Input is handed over in pieces, so that a bomb is noticed before it has unfolded. */
const PIECE = 4096;

const STORED_MAX = 0xff_ff;

/** A deflate stream that is never longer than the text itself: what does not shrink is stored. */
function deflated(bytes: Uint8Array): number[] {
  const packed = deflateSync(bytes);
  if (packed.length < bytes.length || bytes.length > STORED_MAX) return [...packed];
  const length = bytes.length;
  return [1, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff, ...bytes];
}

const bigEndian = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return ~crc >>> 0;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function zlib(text: string): string {
  const bytes = utf8(text);
  return base64Of([0x78, 0x01, ...deflated(bytes), ...bigEndian(adler32(bytes))]);
}

function gzip(text: string): string {
  const bytes = utf8(text);
  const tail = [crc32(bytes), bytes.length].flatMap((value) => bigEndian(value).toReversed());
  return base64Of([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, ...deflated(bytes), ...tail]);
}

/** Text of packed base64; "" for anything that is not. */
function unpacked(base64: string, Unpacker: typeof Gunzip | typeof Unzlib): string {
  const bytes = bytesOf(base64);
  if (bytes === null) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Unpacker((part) => {
      parts.push(part);
      size += part.length;
      if (size > UNPACKED_MAX) throw new Error("too large");
    });
    for (let at = 0; at < bytes.length; at += PIECE) stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
  } catch {
    return "";
  }
}

/** Text packed with zlib or gzip, as base64, and back. */
export const COMPRESSION_SCRIPTS: readonly Scripted[] = [
  script("zlib_compress_to_base64_string", [S], S, (text) => zlib(asText(text))),
  script("gzip_compress_to_base64_string", [S], S, (text) => gzip(asText(text))),
  script("zlib_decompress_from_base64_string", [S], S, (text) => unpacked(asText(text), Unzlib)),
  script("gzip_decompress_from_base64_string", [S], S, (text) => unpacked(asText(text), Gunzip)),
];
