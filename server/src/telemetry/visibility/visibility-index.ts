import { toTicks } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { visibilityFile } from "../disk/manifest.ts";
import type { WorldManifest } from "../disk/manifest.ts";
import { ReadHandle, SortedTicksFile } from "./sorted-ticks-file.ts";

interface SegmentCounter {
  readonly rows: number;
  readonly first: bigint;
  readonly last: bigint;
  readonly ticks: SortedTicksFile;
}

/** How many rows of each table can be seen at an instant: exact, from files that the builder sorted. */
export class VisibilityIndex {
  readonly #handles: readonly ReadHandle[];
  readonly #tables: ReadonlyMap<string, readonly SegmentCounter[]>;

  constructor(worldFolder: string, manifest: WorldManifest) {
    const handles: ReadHandle[] = [];
    const tables = new Map<string, SegmentCounter[]>(manifest.tables.map((table) => [table.name, []]));
    for (const segment of manifest.segments) {
      const handle = new ReadHandle(visibilityFile(worldFolder, segment.name));
      handles.push(handle);
      for (const [name, { rows, firstVisible, lastVisible, visibilityStart }] of Object.entries(segment.tables)) {
        if (firstVisible === null || lastVisible === null) continue;
        const ticks = new SortedTicksFile(handle.fd, visibilityStart, rows);
        tables.get(name)?.push({ rows, first: BigInt(firstVisible), last: BigInt(lastVisible), ticks });
      }
    }
    this.#handles = handles;
    this.#tables = tables;
  }

  /** Rows per table with `after < visible ≤ upTo`; every table is named, also with 0. */
  count(after: SimTime | null, upTo: SimTime): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [table, segments] of this.#tables) {
      const before = after === null ? 0 : countUpTo(segments, toTicks(after));
      counts.set(table, Math.max(0, countUpTo(segments, toTicks(upTo)) - before));
    }
    return counts;
  }

  close(): void {
    for (const handle of this.#handles) handle.close();
  }
}

function countUpTo(segments: readonly SegmentCounter[], ticks: bigint): number {
  let count = 0;
  for (const segment of segments) {
    if (segment.first > ticks) continue;
    count += segment.last <= ticks ? segment.rows : segment.ticks.countUpTo(ticks);
  }
  return count;
}
