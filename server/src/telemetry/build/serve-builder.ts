import type { WorldKey } from "../store.ts";
import type { BuildFolders } from "../disk/world-folders.ts";
import { buildWorld } from "./build-world.ts";
import type { BuildProgress } from "./build-world.ts";
import type { WorldSource } from "./world-source.ts";

/** Parent to builder: the one thing that it is asked to do. */
export interface BuildOrder {
  readonly key: WorldKey;
  readonly scenario: unknown;
  readonly folders: BuildFolders;
}

/** Builder to parent. */
export type BuildReport =
  | { readonly kind: "ready" }
  | ({ readonly kind: "progress" } & BuildProgress)
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly message: string };

const PROGRESS_INTERVAL_MS = 200;

/** Body of a builder process: takes one order, builds, reports, ends. Ends at once when its parent does. */
export function serveBuilder(createSource: (scenario: unknown, seed: number) => WorldSource): void {
  process.on("disconnect", () => process.exit(1));
  process.once("message", (message) => {
    void build(message as BuildOrder, createSource);
  });
  report({ kind: "ready" });
}

async function build(order: BuildOrder, createSource: (scenario: unknown, seed: number) => WorldSource): Promise<void> {
  let lastReportedAt = 0;
  try {
    await buildWorld(createSource(order.scenario, order.key.seed), order.key, order.folders, (progress) => {
      if (Date.now() - lastReportedAt < PROGRESS_INTERVAL_MS && progress.share < 1) return;
      lastReportedAt = Date.now();
      report({ kind: "progress", ...progress });
    });
    report({ kind: "finished" }, () => process.exit(0));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    report({ kind: "failed", message }, () => process.exit(1));
  }
}

function report(message: BuildReport, then: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, then);
}
