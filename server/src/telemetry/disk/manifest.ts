import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { KqlTable } from "../../../contract/index.ts";
import { Workspace } from "../workspace.ts";

/** Counts up whenever the layout of stored worlds changes; older ones are then built afresh. */
export const STORE_FORMAT = 4;

/** Ticks as decimal text: JSON has no 64-bit integers. */
const Ticks = z.string().regex(/^\d+$/);

const SegmentTable = z.object({
  rows: z.number().int(),
  /** Null when the segment has no rows of the table. */
  firstVisible: Ticks.nullable(),
  lastVisible: Ticks.nullable(),
  /** Index of the table's first entry in the segment's visibility file, in entries of eight bytes. */
  visibilityStart: z.number().int(),
});

const Segment = z.object({
  name: z.string().regex(/^\d{4}$/),
  bytes: z.number().int(),
  visibilityBytes: z.number().int(),
  truthBytes: z.number().int(),
  /** Simulated microseconds, end not included. */
  from: z.number().int(),
  to: z.number().int(),
  tables: z.record(z.string(), SegmentTable),
});
export type Segment = z.infer<typeof Segment>;

/** What a finished world is. Written last of all: a folder without one is rubble. */
export const WorldManifest = z.object({
  format: z.literal(STORE_FORMAT),
  /** Of this very build; its truth carries the same one. */
  buildId: z.uuid(),
  key: z.object({ slug: z.string(), scenarioHash: z.string(), engineVersion: z.string(), seed: z.number().int() }),
  window: z.object({ historyStart: z.number().int(), exerciseStart: z.number().int(), exerciseEnd: z.number().int() }),
  tables: z.array(KqlTable),
  workspace: Workspace,
  segments: z.array(Segment).min(1),
});
export type WorldManifest = z.infer<typeof WorldManifest>;

/** The part of a world that must never reach a query process: what the cast and the story came to. */
export const TruthManifest = z.object({
  buildId: z.uuid(),
  cast: z.object({
    values: z.array(z.tuple([z.string(), z.string()])),
    organisation: z.object({ name: z.string(), domain: z.string(), netbios: z.string(), tenantId: z.string(), workspaceId: z.string() }),
  }),
  steps: z.array(z.object({ stepId: z.string(), actorId: z.string(), at: z.number().int() })),
});
export type TruthManifest = z.infer<typeof TruthManifest>;

export const MANIFEST_FILE = "manifest.json";
export const TRUTH_FILE = "truth.json";

export interface WorldFiles {
  readonly manifest: WorldManifest;
  readonly truth: TruthManifest;
}

/** The finished world in these folders, or null when any part is missing, of another build or not as long as it was written. */
export function readWorldFiles(worldFolder: string, truthFolder: string): WorldFiles | null {
  const manifest = WorldManifest.safeParse(readJson(join(worldFolder, MANIFEST_FILE)));
  const truth = TruthManifest.safeParse(readJson(join(truthFolder, TRUTH_FILE)));
  if (!manifest.success || !truth.success || manifest.data.buildId !== truth.data.buildId) return null;
  const isWhole = manifest.data.segments.every(
    (segment) =>
      sizeOf(segmentFile(worldFolder, segment.name)) === segment.bytes &&
      sizeOf(visibilityFile(worldFolder, segment.name)) === segment.visibilityBytes &&
      sizeOf(truthFile(truthFolder, segment.name)) === segment.truthBytes,
  );
  return isWhole ? { manifest: manifest.data, truth: truth.data } : null;
}

export function segmentFile(worldFolder: string, segment: string): string {
  return join(worldFolder, "segments", `${segment}.duckdb`);
}

export function visibilityFile(worldFolder: string, segment: string): string {
  return join(worldFolder, "segments", `${segment}.visible`);
}

export function truthFile(truthFolder: string, segment: string): string {
  return join(truthFolder, `${segment}.duckdb`);
}

/** The state of the world at the segment's end, gzipped JSON; a branch resumes from it. Lies with the truth, because it holds the intruders' plans. */
export function checkpointFile(truthFolder: string, segment: string): string {
  return join(truthFolder, `${segment}.checkpoint.json.gz`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? -1;
}
