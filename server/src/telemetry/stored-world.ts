import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { KqlTable, QueryExplanation, QueryResult } from "../../contract/index.ts";
import { simTime } from "../base/sim-time.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { ResolvedCast } from "../range/run.ts";
import { checkpointFile, segmentFile } from "./disk/manifest.ts";
import type { WorldFiles, WorldManifest } from "./disk/manifest.ts";
import type { WorldPlan } from "./query/protocol.ts";
import type { QueryPool } from "./query/query-pool.ts";
import type { World, WorldKey, WorldQuery } from "./store.ts";
import { TruthStore } from "./truth/truth-store.ts";
import type { Workspace } from "./workspace.ts";
import { VisibilityIndex } from "./visibility/visibility-index.ts";

const unzip = promisify(gunzip);

/** A finished world on this machine's disk. */
export class StoredWorld implements World {
  readonly key: WorldKey;
  readonly cast: ResolvedCast;
  readonly window: World["window"];
  readonly tables: readonly KqlTable[];
  readonly workspace: Workspace;
  readonly truth: TruthStore;
  readonly #visibility: VisibilityIndex;
  readonly #plan: WorldPlan;
  readonly #pool: QueryPool;
  readonly #segments: WorldManifest["segments"];
  readonly #truthFolder: string;

  private constructor(
    key: WorldKey,
    files: WorldFiles,
    { truth, truthFolder }: { readonly truth: TruthStore; readonly truthFolder: string },
    visibility: VisibilityIndex,
    plan: WorldPlan,
    pool: QueryPool,
  ) {
    const { window, tables, workspace, segments } = files.manifest;
    this.#segments = segments;
    this.#truthFolder = truthFolder;
    this.key = key;
    this.cast = { values: new Map(files.truth.cast.values), organisation: files.truth.cast.organisation };
    this.window = {
      historyStart: simTime(window.historyStart),
      exerciseStart: simTime(window.exerciseStart),
      exerciseEnd: simTime(window.exerciseEnd),
    };
    this.tables = tables;
    this.workspace = workspace;
    this.truth = truth;
    this.#visibility = visibility;
    this.#plan = plan;
    this.#pool = pool;
  }

  /** @throws Error when a file is not what its manifest says. */
  static async open(
    key: WorldKey,
    folders: { readonly hash: string; readonly world: string; readonly truth: string },
    files: WorldFiles,
    pool: QueryPool,
  ): Promise<StoredWorld> {
    const { manifest } = files;
    const plan = planOf(`${folders.hash}/${manifest.buildId}`, folders.world, manifest);
    await pool.open(plan);
    const segments = manifest.segments.map((segment) => segment.name);
    const steps = files.truth.steps.map((step) => ({ ...step, at: simTime(step.at) }));
    const truth = await TruthStore.open(folders.truth, segments, steps);
    return new StoredWorld(key, files, { truth, truthFolder: folders.truth }, new VisibilityIndex(folders.world, manifest), plan, pool);
  }

  query(request: WorldQuery): Promise<QueryResult> {
    const { queryId, owner, text, asOf, range, liveRows, limits, parameters = {} } = request;
    const liveJson = Object.fromEntries(Object.entries(liveRows).map(([table, rows]) => [table, JSON.stringify(rows)]));
    const { worldId } = this.#plan;
    return this.#pool.run(queryId, owner, this.#plan, { worldId, text, asOf, range, liveJson, limits, parameters });
  }

  explain(text: string, asOf: SimTime, range: WorldQuery["range"]): Promise<QueryExplanation> {
    return this.#pool.explain(this.#plan, { worldId: this.#plan.worldId, text, asOf, range });
  }

  cancel(queryId: string): void {
    this.#pool.cancel(queryId);
  }

  countVisible(after: SimTime | null, upTo: SimTime): ReadonlyMap<string, number> {
    return this.#visibility.count(after, upTo);
  }

  checkpointBefore(asOf: SimTime): ReturnType<World["checkpointBefore"]> {
    const last = this.#segments.findLast(({ to }) => to <= asOf);
    if (last === undefined) return null;
    const file = checkpointFile(this.#truthFolder, last.name);
    const read = async (): Promise<unknown> => {
      const stored = JSON.parse((await unzip(await readFile(file))).toString("utf8")) as { readonly world: unknown };
      return stored.world;
    };
    return { segment: last.name, read };
  }

  close(): void {
    this.#pool.closeWorld(this.#plan.worldId);
    this.#visibility.close();
    this.truth.close();
  }
}

function planOf(worldId: string, worldFolder: string, manifest: WorldManifest): WorldPlan {
  return {
    worldId,
    tables: manifest.tables,
    workspace: manifest.workspace,
    workspaceAt: simTime(manifest.window.exerciseStart),
    segments: manifest.segments.map(({ name, tables }) => ({
      alias: `s${name}`,
      file: segmentFile(worldFolder, name),
      tables: Object.fromEntries(Object.entries(tables).map(([table, { rows, firstVisible }]) => [table, { rows, firstVisible }])),
    })),
  };
}
