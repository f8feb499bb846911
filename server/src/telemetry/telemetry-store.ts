import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { BuildFailures } from "./build/build-failures.ts";
import { BuilderSupply } from "./build/builder-supply.ts";
import type { BuildProgress } from "./build/build-world.ts";
import { evictWorlds, touchWorld } from "./disk/world-cache.ts";
import { readWorldFiles } from "./disk/manifest.ts";
import { worldHash, WorldFolders } from "./disk/world-folders.ts";
import { QUERY_WORKER, WORLD_BUILDER } from "./telemetry-programs.ts";
import type { Program } from "../programs/program.ts";
import { PoolUnavailable, QueryPool } from "./query/query-pool.ts";
import type { QueryPoolOptions } from "./query/query-pool.ts";
import { StoredWorld } from "./stored-world.ts";
import type { TelemetryStore, World, WorldKey, WorldProgress } from "./store.ts";

const GIB = 1024 ** 3;

export interface TelemetryStoreOptions {
  /** Worlds lie in `worlds/` below it and their truths in `truth/`. Must be owned by this process alone. */
  readonly dataFolder: string;
  /** The scenario of a key, as plain data: it is sent to the builder process. */
  readonly loadScenario: (key: WorldKey) => unknown;
  /** Disk space for worlds that no exercise uses; 20 GiB unless said. */
  readonly cacheBytesMax?: number;
  readonly builder?: Program;
  readonly query?: Partial<QueryPoolOptions>;
  /** Milliseconds, for the pauses between builds that fail; the process's own clock unless said. */
  readonly now?: () => number;
  /** For the operator's log: rare, and only of what somebody should look at. */
  readonly onTrouble?: (message: string) => void;
}

/** The telemetry of worlds on this machine: builds, caches and opens them, and runs the query processes. */
export function createTelemetryStore(options: TelemetryStoreOptions): LocalTelemetryStore {
  return new LocalTelemetryStore(options);
}

interface Entry {
  readonly world: Promise<StoredWorld>;
  readonly listeners: Set<(progress: WorldProgress) => void>;
  latest: WorldProgress;
}

class LocalTelemetryStore implements TelemetryStore {
  readonly #options: TelemetryStoreOptions;
  readonly #folders: WorldFolders;
  readonly #pool: QueryPool;
  readonly #entries = new Map<string, Entry>();
  readonly #builders: BuilderSupply;
  readonly #failures: BuildFailures;

  constructor(options: TelemetryStoreOptions) {
    this.#options = options;
    this.#failures = new BuildFailures(options.now ?? (() => performance.now()));
    this.#folders = new WorldFolders(resolve(options.dataFolder));
    this.#folders.sweep();
    this.#builders = new BuilderSupply(options.builder ?? WORLD_BUILDER);
    this.#pool = new QueryPool(poolOptions({ onTrouble: options.onTrouble ?? (() => undefined), ...options.query }));
  }

  /** Of the query processes and of builders at work, for whoever watches over them. */
  get pids(): { readonly query: readonly number[]; readonly builders: readonly number[] } {
    return { query: this.#pool.pids, builders: this.#builders.pids };
  }

  async ensureWorld(key: WorldKey, onProgress: (progress: WorldProgress) => void): Promise<World> {
    const hash = worldHash(key);
    const entry = this.#entries.get(hash) ?? this.#begin(key, hash);
    entry.listeners.add(onProgress);
    onProgress(entry.latest);
    try {
      const world = await entry.world;
      touchWorld(this.#folders, hash);
      return world;
    } finally {
      entry.listeners.delete(onProgress);
    }
  }

  async release(key: WorldKey): Promise<void> {
    const hash = worldHash(key);
    const entry = this.#entries.get(hash);
    this.#entries.delete(hash);
    (await entry?.world.catch(() => null))?.close();
    this.#evict();
  }

  async warmed(): Promise<void> {
    await this.#pool.warmed();
    await this.#builders.keepOneReady();
  }

  async close(): Promise<void> {
    this.#builders.close();
    await this.#pool.close();
    for (const entry of this.#entries.values()) (await entry.world.catch(() => null))?.close();
    this.#entries.clear();
  }

  #begin(key: WorldKey, hash: string): Entry {
    const listeners = new Set<(progress: WorldProgress) => void>();
    const latest: WorldProgress = { state: "building", progress: 0, message: "Preparing the world" };
    const announce = (progress: WorldProgress): void => {
      entry.latest = progress;
      for (const listener of listeners) listener(progress);
    };
    // Not begun before the entry exists, because it announces.
    const world = Promise.resolve().then(() => this.#openOrBuild(key, hash, announce));
    const entry: Entry = { world, listeners, latest };
    this.#entries.set(hash, entry);
    world.then(
      () => announce({ state: "ready", progress: 1, message: "The world is ready" }),
      (error: unknown) => {
        announce({ state: "failed", progress: 0, message: error instanceof Error ? error.message : String(error) });
        this.#entries.delete(hash);
      },
    );
    return entry;
  }

  async #openOrBuild(key: WorldKey, hash: string, announce: (progress: WorldProgress) => void): Promise<StoredWorld> {
    try {
      const opened = await this.#open(key, hash);
      if (opened !== null) return opened;
    } catch (error) {
      if (error instanceof PoolUnavailable) throw error;
      // A world that cannot be opened is as good as none: it is built again from the same seed.
      this.#folders.remove(hash);
    }
    await this.#build(key, hash, announce);
    const built = await this.#open(key, hash);
    if (built === null) throw new Error("The world was built, but its files are not complete. Is the disk full?");
    this.#evict();
    return built;
  }

  async #open(key: WorldKey, hash: string): Promise<StoredWorld | null> {
    const folders = { hash, world: this.#folders.world(hash), truth: this.#folders.truth(hash) };
    const files = readWorldFiles(folders.world, folders.truth);
    return files === null ? null : StoredWorld.open(key, folders, files, this.#pool);
  }

  async #build(key: WorldKey, hash: string, announce: (progress: WorldProgress) => void): Promise<void> {
    this.#failures.check(hash);
    const folders = this.#folders.beginBuild(hash);
    try {
      const order = { key, scenario: await this.#options.loadScenario(key), folders };
      await this.#builders.build(order, (progress) => announce(describe(progress)));
      this.#folders.publish(folders, hash);
      this.#failures.forget(hash);
    } catch (error) {
      this.#folders.abandon(folders);
      this.#failures.note(hash, error);
      throw error;
    }
  }

  #evict(): void {
    evictWorlds(this.#folders, this.#options.cacheBytesMax ?? 20 * GIB, (hash) => this.#entries.has(hash));
  }
}

function describe({ share, rowCount }: BuildProgress): WorldProgress {
  const percent = Math.floor(share * 100);
  return { state: "building", progress: share, message: `Simulating: ${percent} % of the time, ${rowCount.toLocaleString("en")} log rows` };
}

function poolOptions(given: Partial<QueryPoolOptions> = {}): QueryPoolOptions {
  return {
    entry: QUERY_WORKER,
    processCount: 2,
    queriesPerProcess: 2,
    instance: { threads: availableParallelism() >= 4 ? 2 : 1, memoryLimit: "512MB" },
    graceMs: 5_000,
    queueMax: 512,
    queuePerOwnerMax: 16,
    openWorldsMax: 8,
    restart: { pauseMs: 500, pauseMaxMs: 60_000, deathsMax: 5 },
    onTrouble: () => undefined,
    ...given,
  };
}
