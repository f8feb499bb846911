import type { Program } from "../../programs/program.ts";
import type { BuildProgress } from "./build-world.ts";
import { BuilderProcess } from "./builder-process.ts";
import type { RunningBuild } from "./builder-process.ts";
import type { BuildOrder } from "./serve-builder.ts";

/** Builders for a store: a fresh process for every order, one of them started ahead once somebody has asked for that. */
export class BuilderSupply {
  readonly #entry: Program;
  readonly #running = new Set<RunningBuild>();
  #next: BuilderProcess | null = null;
  #keepsOneReady = false;
  #isClosed = false;

  constructor(entry: Program) {
    this.#entry = entry;
  }

  /** Of builders at work. */
  get pids(): readonly number[] {
    return [...this.#running].map(({ pid }) => pid);
  }

  /** Of the builder that waits for the next order. */
  get waitingPid(): number | null {
    return this.#next?.pid ?? null;
  }

  /** From now on a builder waits, started, for the next order: about 80 MB for most of a second less. Resolves when it does. */
  async keepOneReady(): Promise<void> {
    if (this.#isClosed) return;
    this.#keepsOneReady = true;
    if (this.#next?.isAlive !== true) this.#next = new BuilderProcess(this.#entry);
    await this.#next.started;
  }

  /** Resolves when everything is written. @throws Error with a sentence when the builder fails or dies. */
  async build(order: BuildOrder, onProgress: (progress: BuildProgress) => void): Promise<void> {
    const builder = this.#next?.isAlive === true ? this.#next : new BuilderProcess(this.#entry);
    this.#next = null;
    const build = builder.build(order, onProgress);
    this.#running.add(build);
    try {
      await build.finished;
    } finally {
      this.#running.delete(build);
      // Not sooner: the build that somebody waits for has use for every core.
      if (this.#keepsOneReady) void this.keepOneReady();
    }
  }

  /** Ends every builder; none is started ahead any more. */
  close(): void {
    this.#isClosed = true;
    this.#next?.stop();
    for (const build of this.#running) build.stop();
  }
}
