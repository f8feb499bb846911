import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, simTime } from "../../base/sim-time.ts";
import { writeFileDurably } from "../disk/durable-file.ts";
import { MANIFEST_FILE, STORE_FORMAT, TRUTH_FILE } from "../disk/manifest.ts";
import type { Segment, TruthManifest, WorldManifest } from "../disk/manifest.ts";
import type { BuildFolders } from "../disk/world-folders.ts";
import type { WorldKey } from "../store.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { Turns } from "./turns.ts";
import type { WorldSource } from "./world-source.ts";

/** The exercise is cut into pieces of this length, so that a branch re-simulates half an hour at most. */
const SEGMENT_MICROS = 30 * MICROS_PER_MINUTE;
/**
 * Rows after which a segment ends at the next stride, so that a long history is several: of every column of every group of rows
 * DuckDB keeps a note in memory for as long as the file is open.
 */
const SEGMENT_ROWS = 500_000;
/** How far the simulation runs between two progress messages. */
const STRIDE_MICROS = MICROS_PER_HOUR;
/**
 * What DuckDB has written it keeps in memory up to this limit, so a long world reaches it. Rows that are not packed yet need up to
 * seventy megabytes, while one segment is closed and the next is filled; beyond the limit the build would fail.
 */
const MEMORY_LIMIT = "90MB";
/** Transactions under way at the same time, of all files: each holds up to thirty megabytes of rows that are not packed yet. */
const LOADS_MAX = 2;

export interface BuildProgress {
  /** Share of the simulated time, 0–1. */
  readonly share: number;
  readonly rowCount: number;
}

/** Simulates a world from beginning to end into two fresh folders; the manifest is the last thing written. */
export async function buildWorld(
  source: WorldSource,
  key: WorldKey,
  folders: BuildFolders,
  onProgress: (progress: BuildProgress) => void,
  segmentRows = SEGMENT_ROWS,
): Promise<void> {
  const spillFolder = join(folders.truth, "spill");
  mkdirSync(spillFolder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    // The simulation has the other core; DuckDB's threads wait for each other by spinning, which doubles what they cost.
    threads: "1",
    memory_limit: MEMORY_LIMIT,
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
    // The newest file format's own packings for text cost less processor time than this one, at the same size.
    disabled_compression_methods: "zstd",
    // A commit of more than this goes straight into the file, where a higher one would write everything to a log first.
    checkpoint_threshold: "1KB",
    // What DuckDB's allocator keeps of memory that was given back, which grows to as much as the limit otherwise.
    allocator_flush_threshold: "8MB",
    allocator_bulk_deallocation_flush_threshold: "8MB",
  });
  const buildId = randomUUID();
  const turns = new Turns(LOADS_MAX);
  const finishing: Promise<Segment>[] = [];
  let rowCount = 0;
  const { historyStart, exerciseStart, exerciseEnd } = source.window;
  for (let from: number = historyStart; from < exerciseEnd;) {
    const name = String(finishing.length).padStart(4, "0");
    const segment = await SegmentWriter.create(instance, folders, spillFolder, name, source.tables, turns);
    const to = from < exerciseStart ? exerciseStart : Math.min(from + SEGMENT_MICROS, exerciseEnd);
    const rowsFull = rowCount + segmentRows;
    let at = from;
    while (at < to && rowCount < rowsFull) {
      at = Math.min(to, at + STRIDE_MICROS);
      for (const rows of source.advance(simTime(at))) {
        await segment.add(rows);
        rowCount += rows.length;
      }
      onProgress({ share: (at - historyStart) / (exerciseEnd - historyStart), rowCount });
    }
    // One is closed at a time, while the simulation goes on with the next.
    await finishing.at(-1);
    const finished = segment.finish(from, at, source.checkpoint());
    // A failure surfaces where the segment is awaited; until then it must not count as unhandled.
    finished.catch(() => undefined);
    finishing.push(finished);
    from = at;
  }
  const segments = await Promise.all(finishing);
  instance.closeSync();
  rmSync(spillFolder, { recursive: true, force: true });
  writeManifests(source, key, folders, buildId, segments);
}

function writeManifests(source: WorldSource, key: WorldKey, folders: BuildFolders, buildId: string, segments: Segment[]): void {
  const { values, organisation } = source.cast;
  const truth: TruthManifest = { buildId, cast: { values: [...values], organisation }, steps: [...source.steps] };
  writeFileDurably(join(folders.truth, TRUTH_FILE), JSON.stringify(truth));
  const { slug, scenarioHash, engineVersion, seed } = key;
  const manifest: WorldManifest = {
    format: STORE_FORMAT,
    buildId,
    key: { slug, scenarioHash, engineVersion, seed },
    window: source.window,
    tables: [...source.tables],
    workspace: source.workspace(),
    segments,
  };
  writeFileDurably(join(folders.world, MANIFEST_FILE), JSON.stringify(manifest));
}
