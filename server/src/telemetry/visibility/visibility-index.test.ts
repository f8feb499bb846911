import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { simTime, toTicks } from "../../base/sim-time.ts";
import type { WorldManifest } from "../disk/manifest.ts";
import { createScratchFolder } from "../testing/fake-store.ts";
import { VisibilityIndex } from "./visibility-index.ts";

const scratch = createScratchFolder();
afterAll(() => scratch.remove());

/** Writes one segment per list, as a builder would, with one table. */
function indexOf(segments: readonly (readonly bigint[])[]): VisibilityIndex {
  mkdirSync(join(scratch.path, "segments"), { recursive: true });
  const described = segments.map((ticks, index) => {
    const name = String(index).padStart(4, "0");
    const sorted = BigInt64Array.from(ticks).sort();
    writeFileSync(join(scratch.path, "segments", `${name}.visible`), new Uint8Array(sorted.buffer));
    const first = sorted[0]?.toString() ?? null;
    const table = { rows: sorted.length, firstVisible: first, lastVisible: sorted.at(-1)?.toString() ?? null, visibilityStart: 0 };
    return { name, bytes: 0, visibilityBytes: 0, truthBytes: 0, from: 0, to: 0, tables: { T: table } };
  });
  const table = { name: "T", doc: "", blindSpot: "", sample: "", columns: [], filled: [] };
  return new VisibilityIndex(scratch.path, { tables: [table], segments: described } as unknown as WorldManifest);
}

describe("VisibilityIndex", () => {
  it("counts exactly what a full count would, over several blocks and segments", () => {
    const micros = fc.integer({ min: 0, max: 5_000 });
    const ticks = fc.array(fc.tuple(micros, fc.integer({ min: 0, max: 9 })), { maxLength: 2_000, size: "max" });
    fc.assert(
      fc.property(
        fc.array(ticks, { maxLength: 3 }),
        fc.option(micros),
        fc.array(micros, { minLength: 1, maxLength: 30 }),
        (parts, after, clock) => {
          const segments = parts.map((part) => part.map(([at, sub]) => toTicks(simTime(at), sub)));
          const index = indexOf(segments);
          for (const upTo of clock) {
            const from = after === null ? 0n : toTicks(simTime(after)) + 1n;
            const expected = segments.flat().filter((t) => t >= from && t <= toTicks(simTime(upTo))).length;
            expect(index.count(after === null ? null : simTime(after), simTime(upTo)).get("T")).toBe(expected);
          }
          index.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
