import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { childEnvironment } from "../../programs/child-environment.ts";
import type { Program } from "../../programs/program.ts";
import type { BuildProgress } from "./build-world.ts";
import type { BuildOrder, BuildReport } from "./serve-builder.ts";

/**
 * How Node runs a builder. Its heap; DuckDB has its own limit. One thread collects: several would wait for each other, and
 * DuckDB has the other core. The heap may double before all of it is collected: by itself Node would do that twice a second, for a
 * tenth of the simulation's time. A builder lives for seconds: what the compiler learns of a function from its first call on is
 * worth having, where it would otherwise begin to watch after several.
 */
const NODE_OPTIONS = [
  "--max-old-space-size=224",
  "--max-semi-space-size=16",
  "--single-threaded-gc",
  "--heap-growing-percent=100",
  "--no-lazy-feedback-allocation",
  ...optimisingLater(),
];

/** Three times Node's own patience before a function is optimised: less of a short life goes into compiling. Newer versions have no such option. */
function optimisingLater(): readonly string[] {
  return process.versions.node.startsWith("20.") ? ["--interrupt-budget=200000"] : [];
}

/**
 * How the C library of Linux deals out memory to DuckDB's and Node's threads: from one pool, and what is free goes back. By itself
 * it would keep a pool for each thread that ever asked, a hundred megabytes in all for a company of thousands.
 */
const MEMORY_POOLS = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "1000000" };

export interface RunningBuild {
  readonly finished: Promise<void>;
  readonly pid: number;
  stop(): void;
}

/** A process that takes one order. It may have been started long before, so that nobody waits for that. */
export class BuilderProcess {
  readonly #child: ChildProcess;
  /** Resolves when it takes orders, or has ended without. */
  readonly started: Promise<void>;

  constructor(entry: Program) {
    this.#child = fork(entry.file, {
      execArgv: [...entry.execArgv, ...NODE_OPTIONS],
      env: { ...childEnvironment(), ...MEMORY_POOLS },
      serialization: "advanced",
    });
    this.started = new Promise((resolve) => {
      this.#child.once("message", () => resolve());
      this.#child.once("error", () => resolve());
      this.#child.once("exit", () => resolve());
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether it has not ended: a process that waits can be killed like any other. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Gives it its one order. `finished` rejects with a sentence when it fails or dies. */
  build(order: BuildOrder, onProgress: (progress: BuildProgress) => void): RunningBuild {
    const child = this.#child;
    const finished = new Promise<void>((resolve, reject) => {
      child.on("message", (message) => {
        const report = message as BuildReport;
        switch (report.kind) {
          case "ready":
            return;
          case "progress":
            onProgress(report);
            return;
          case "finished":
            resolve();
            return;
          case "failed":
            reject(new Error(`The world could not be built: ${report.message}`));
        }
      });
      child.on("error", reject);
      child.on("exit", (code, signal) =>
        reject(new Error(`The world's builder ended before it had finished (${signal ?? `code ${code}`}).`)),
      );
    });
    void this.started.then(() => child.connected && child.send(order));
    return { finished, pid: this.pid, stop: () => this.stop() };
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }
}
