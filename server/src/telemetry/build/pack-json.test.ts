import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packJson } from "./pack-json.ts";

const unpack = (value: unknown): string => gunzipSync(packJson(value)).toString();

describe("packJson", () => {
  it("packs the very text that JSON.stringify gives, whatever the data", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(unpack(value)).toBe(JSON.stringify(value));
      }),
    );
  });

  it("keeps long lists in order and leaves out members that are not there", () => {
    const value = { a: undefined, world: { state: { events: Array.from({ length: 1_000 }, (_, n) => ({ n, at: null, b: undefined })) } } };
    expect(unpack(value)).toBe(JSON.stringify(value));
  });
});
