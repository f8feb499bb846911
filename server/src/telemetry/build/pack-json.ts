import { gzipSync } from "node:zlib";
import { TextSink } from "./text-sink.ts";

/** Elements of a list that become text at a time. */
const ELEMENTS_AT_ONCE = 64;
/** Deeper than this nothing is cut: what is large of a checkpoint are the lists and records near its root. */
const DEPTH_MAX = 5;

/**
 * Plain data as compressed JSON, the same text as `JSON.stringify` gives. Made piece by piece outside the collector's heap: as one
 * string a checkpoint of a company of thousands is tens of megabytes, twice.
 */
export function packJson(value: unknown): Uint8Array {
  const sink = new TextSink();
  put(sink, value, 0);
  return gzipSync(sink.slice(0, sink.used), { level: 1 });
}

function put(sink: TextSink, value: unknown, depth: number): void {
  if (depth >= DEPTH_MAX || typeof value !== "object" || value === null) sink.put(JSON.stringify(value));
  else if (Array.isArray(value)) putList(sink, value);
  else putRecord(sink, value, depth);
}

function putList(sink: TextSink, values: readonly unknown[]): void {
  sink.put("[");
  for (let from = 0; from < values.length; from += ELEMENTS_AT_ONCE) {
    const part = JSON.stringify(values.slice(from, from + ELEMENTS_AT_ONCE));
    sink.put(`${from === 0 ? "" : ","}${part.slice(1, -1)}`);
  }
  sink.put("]");
}

function putRecord(sink: TextSink, record: object, depth: number): void {
  sink.put("{");
  let isFirst = true;
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    sink.put(`${isFirst ? "" : ","}${JSON.stringify(key)}:`);
    put(sink, value, depth + 1);
    isFirst = false;
  }
  sink.put("}");
}
