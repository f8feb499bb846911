import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../../src/scenario/model.ts";
import { buildWorld } from "../../src/telemetry/build/build-world.ts";
import { createRangeSource } from "../../src/telemetry/build/range-source.ts";
import type { WorldSource } from "../../src/telemetry/build/world-source.ts";
import { worldHash, WorldFolders } from "../../src/telemetry/disk/world-folders.ts";
import type { TelemetryStore, World, WorldKey } from "../../src/telemetry/store.ts";
import { createTelemetryStore } from "../../src/telemetry/telemetry-store.ts";

/**
 * Real worlds on the disk and a real query process, for tests that need many small ones: built in this process, which saves the
 * start of a builder for each.
 */
export class QuickWorlds implements TelemetryStore {
  readonly #folder = mkdtempSync(join(tmpdir(), "mailroom-worlds-"));
  readonly #store: TelemetryStore;
  readonly #scenario: Scenario;
  readonly #tables: ReadonlySet<string>;

  /** `tables` are those that the worlds have; every other costs time and is not asked. */
  constructor(scenario: Scenario, tables: readonly string[]) {
    this.#scenario = scenario;
    this.#tables = new Set(tables);
    this.#store = createTelemetryStore({ dataFolder: this.#folder, loadScenario: () => scenario, query: { processCount: 1 } });
  }

  async ensureWorld(key: WorldKey): Promise<World> {
    const folders = new WorldFolders(this.#folder);
    const hash = worldHash(key);
    const place = folders.beginBuild(hash);
    await buildWorld(this.#source(key.seed), key, place, () => undefined);
    // Without its name the store would not find it, and build it again in a builder of its own.
    folders.publish(place, hash);
    return this.#store.ensureWorld(key, () => undefined);
  }

  #source(seed: number): WorldSource {
    const source = createRangeSource(this.#scenario, seed);
    const isKept = (name: string): boolean => this.#tables.has(name);
    return {
      ...source,
      tables: source.tables.filter(({ name }) => isKept(name)),
      *advance(until) {
        for (const batch of source.advance(until)) yield batch.filter(({ table }) => isKept(table));
      },
      checkpoint: () => source.checkpoint(),
    };
  }

  warmed(): Promise<void> {
    return this.#store.warmed();
  }

  release(key: WorldKey): Promise<void> {
    return this.#store.release(key);
  }

  async close(): Promise<void> {
    await this.#store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
