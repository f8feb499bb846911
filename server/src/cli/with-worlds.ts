import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseUnusable } from "../db/engine.ts";
import { lockDirectory } from "../db/lock-directory.ts";
import type { Scenario } from "../scenario/model.ts";
import type { TelemetryStore } from "../telemetry/store.ts";
import { createTelemetryStore } from "../telemetry/telemetry-store.ts";
import { type CliContext, UsageError } from "./command.ts";

/** A folder for worlds while a command runs. */
interface Place {
  readonly folder: string;
  readonly leave: () => Promise<void>;
}

/**
 * Lends `work` a store of worlds of this scenario. They are gone afterwards, unless the person has named a folder that keeps them; never
 * in a running lab's folder, whose worlds are its own. @throws UsageError when the named folder cannot be used.
 */
export async function withWorlds<T>(scenario: Scenario, context: CliContext, work: (store: TelemetryStore) => Promise<T>): Promise<T> {
  const place = (await keptPlace(context)) ?? (await passingPlace());
  const store = createTelemetryStore({ dataFolder: place.folder, loadScenario: () => scenario });
  try {
    return await work(store);
  } finally {
    await store.close();
    await place.leave();
  }
}

/** Null where no folder is named, or another command has it just now. */
async function keptPlace({ worldsFolder, printError }: CliContext): Promise<Place | null> {
  if (worldsFolder === undefined) return null;
  try {
    await mkdir(worldsFolder, { recursive: true });
    return { folder: worldsFolder, leave: lockDirectory(worldsFolder) };
  } catch (error) {
    if (!(error instanceof DatabaseUnusable) || !error.isInUse) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(`MAILROOM_WORLDS names a folder that cannot be used: ${why}`, { cause: error });
    }
    printError(`Another command uses ${worldsFolder} just now; this one simulates for itself.`);
    return null;
  }
}

async function passingPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "mailroom-worlds-"));
  return { folder, leave: () => rm(folder, { recursive: true, force: true }) };
}
