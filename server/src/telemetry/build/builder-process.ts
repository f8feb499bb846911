import { fork } from "node:child_process";
import { childEnvironment } from "../child-environment.ts";
import type { ProcessEntry } from "../process-entry.ts";
import type { BuildProgress } from "./build-world.ts";
import type { BuildOrder, BuildReport } from "./serve-builder.ts";

/**
 * How Node runs a builder. Its heap; DuckDB has its own limit. One thread collects: several would wait for each other, and
 * DuckDB has the other core. A builder lives for seconds: what the compiler learns of a function from its first call on is
 * worth having, where it would otherwise begin to watch after several.
 */
const NODE_OPTIONS = ["--max-old-space-size=224", "--max-semi-space-size=16", "--single-threaded-gc", "--no-lazy-feedback-allocation"];

export interface RunningBuild {
  readonly finished: Promise<void>;
  readonly pid: number;
  stop(): void;
}

/** Forks a builder and gives it its order. `finished` rejects with a sentence when it fails or dies. */
export function startBuilder(entry: ProcessEntry, order: BuildOrder, onProgress: (progress: BuildProgress) => void): RunningBuild {
  const child = fork(entry.file, { execArgv: [...entry.execArgv, ...NODE_OPTIONS], env: childEnvironment(), serialization: "advanced" });
  const finished = new Promise<void>((resolve, reject) => {
    let hasFinished = false;
    child.on("message", (message) => {
      const report = message as BuildReport;
      switch (report.kind) {
        case "ready":
          child.send(order);
          return;
        case "progress":
          onProgress(report);
          return;
        case "finished":
          hasFinished = true;
          return;
        case "failed":
          reject(new Error(`The world could not be built: ${report.message}`));
      }
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (hasFinished) resolve();
      else reject(new Error(`The world's builder ended before it had finished (${signal ?? `code ${code}`}).`));
    });
  });
  return { finished, pid: child.pid ?? 0, stop: () => child.kill("SIGKILL") };
}
