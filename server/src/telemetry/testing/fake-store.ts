import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceProgram } from "../../programs/program.ts";
import { NO_LIVE_ROWS } from "../store.ts";
import type { WorldKey, WorldQuery } from "../store.ts";
import { createTelemetryStore } from "../telemetry-store.ts";
import type { TelemetryStoreOptions } from "../telemetry-store.ts";
import { FAKE_SCENARIO } from "./fake-source.ts";
import type { FakeScenario } from "./fake-source.ts";

/** Rows from a made-up simulation, queried in SQL, with everything between the two as in production. */
export const FAKE_BUILDER = sourceProgram(new URL("./build-fake-world.ts", import.meta.url));
export const SQL_WORKER = sourceProgram(new URL("./sql-query-worker.ts", import.meta.url));

export const FAKE_KEY: WorldKey = { slug: "fake", scenarioHash: "0".repeat(64), engineVersion: "test", seed: 7 };

export interface ScratchFolder {
  readonly path: string;
  remove(): void;
}

export function createScratchFolder(): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), "mailroom-telemetry-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function openFakeStore(dataFolder: string, scenario: Partial<FakeScenario> = {}, options: Partial<TelemetryStoreOptions> = {}) {
  return createTelemetryStore({
    dataFolder,
    loadScenario: () => ({ ...FAKE_SCENARIO, ...scenario }),
    builder: FAKE_BUILDER,
    ...options,
    query: { entry: SQL_WORKER, graceMs: 500, ...options.query },
  });
}

export function sqlQuery(text: string, asOf: WorldQuery["asOf"], given: Partial<WorldQuery> = {}): WorldQuery {
  const limits = { rowsMax: 1_000, bytesMax: 1_000_000, timeoutMs: 20_000 };
  return { queryId: crypto.randomUUID(), owner: "someone", text, asOf, range: null, liveRows: NO_LIVE_ROWS, limits, ...given };
}
