import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditedSeeds, auditScenario, type ScenarioAudit } from "../audit/audit-scenario.ts";
import { ENGINE_VERSION } from "../range/engine-version.ts";
import type { Scenario } from "../scenario/model.ts";
import { BuilderProcess } from "../telemetry/build/builder-process.ts";
import { type BuildFolders, worldHash, WorldFolders } from "../telemetry/disk/world-folders.ts";
import { WORLD_BUILDER } from "../telemetry/telemetry-programs.ts";

/**
 * Audits a scenario at each of these seeds in turn and hands over each finding as it comes. Every seed needs two worlds, and a
 * third where a rule has to be confirmed, each built in a process of its own; a world that two seeds share is built once, and all are
 * gone afterwards.
 */
export async function* auditSeeds(scenario: Scenario, seeds: readonly number[]): AsyncGenerator<ScenarioAudit> {
  const dataFolder = await mkdtemp(join(tmpdir(), "mailroom-audit-"));
  const folders = new WorldFolders(dataFolder);
  const built = new Map<number, Promise<BuildFolders>>();
  const worldOf = (seed: number): Promise<BuildFolders> => {
    const world = built.get(seed) ?? buildIn(folders, scenario, seed);
    built.set(seed, world);
    return world;
  };
  try {
    for (const seed of seeds.toSorted((a, b) => a - b)) {
      for (const [older, world] of built) {
        if (older >= seed) continue;
        folders.abandon(await world);
        built.delete(older);
      }
      const [, nextSeed, confirmingSeed] = auditedSeeds(seed);
      const [searched, next] = await Promise.all([worldOf(seed), worldOf(nextSeed)]);
      yield await auditScenario(scenario, seed, { searched, next, confirming: () => worldOf(confirmingSeed) });
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function buildIn(folders: WorldFolders, scenario: Scenario, seed: number): Promise<BuildFolders> {
  const key = { slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed };
  const place = folders.beginBuild(worldHash(key));
  await new BuilderProcess(WORLD_BUILDER).build({ key, scenario, folders: place }, () => {}).finished;
  return place;
}
