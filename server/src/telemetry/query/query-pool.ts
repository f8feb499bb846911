import type { QueryExplanation, QueryResult } from "../../../contract/index.ts";
import type { ProcessEntry } from "../process-entry.ts";
import { FairQueue } from "./fair-queue.ts";
import type { InstanceLimits } from "./opened-world.ts";
import type { RunOrder, WorldPlan } from "./protocol.ts";
import { ProcessGone, QueryProcess } from "./query-process.ts";
import { refuse, refuseTimeout, refuseWith } from "./refusal.ts";

export interface QueryPoolOptions {
  readonly entry: ProcessEntry;
  readonly processCount: number;
  /** Queries that one process works on at a time: while DuckDB runs one, the next is translated. */
  readonly queriesPerProcess: number;
  readonly instance: InstanceLimits;
  /** How long after its timeout a query may stay unanswered before its process is killed. */
  readonly graceMs: number;
  readonly queueMax: number;
  readonly queuePerOwnerMax: number;
  /** Worlds that one process holds open; the longest unused is closed beyond it. */
  readonly openWorldsMax: number;
}

interface Job {
  readonly queryId: string;
  readonly owner: string;
  readonly plan: WorldPlan;
  readonly order: RunOrder;
  readonly settle: (result: QueryResult) => void;
  attempts: number;
  isCancelled: boolean;
  /** Set while a process works on it. */
  cancel: (() => void) | null;
}

const ATTEMPTS_MAX = 2;
/** Pause before a process is started anew that ended before it was ready: whatever ended it may still be there. */
const RESTART_PAUSE_MS = 500;

/** The query processes, and who of those who ask comes next. */
export class QueryPool {
  readonly #options: QueryPoolOptions;
  readonly #queue: FairQueue<Job>;
  readonly #running = new Set<Job>();
  #processes: QueryProcess[];
  #isClosed = false;

  constructor(options: QueryPoolOptions) {
    this.#options = options;
    this.#queue = new FairQueue({ sizeMax: options.queueMax, sizePerOwnerMax: options.queuePerOwnerMax });
    this.#processes = Array.from({ length: options.processCount }, () => this.#start());
  }

  /** Pids of the processes, for whoever watches over them. */
  get pids(): readonly number[] {
    return this.#processes.map((process) => process.pid);
  }

  /** Opens a world everywhere, so that its first query need not wait. @throws Error when the files are not as they should be. */
  async open(plan: WorldPlan): Promise<void> {
    await Promise.all(this.#processes.map((process) => this.#openOn(process, plan)));
  }

  closeWorld(worldId: string): void {
    for (const process of this.#processes) process.closeWorld(worldId);
  }

  /** Always answers, one way or another. */
  run(queryId: string, owner: string, plan: WorldPlan, order: RunOrder): Promise<QueryResult> {
    return new Promise((settle) => {
      const job: Job = { queryId, owner, plan, order, settle, attempts: 0, isCancelled: false, cancel: null };
      if (this.#isClosed || !this.#queue.add(owner, job)) settle(refuse("query/busy", order.text));
      else this.#dispatch();
    });
  }

  cancel(queryId: string): void {
    const waiting = this.#queue.remove((job) => job.queryId === queryId);
    if (waiting !== null) waiting.settle(refuse("query/cancelled", waiting.order.text));
    for (const job of this.#running) {
      if (job.queryId !== queryId) continue;
      job.isCancelled = true;
      job.cancel?.();
    }
  }

  /** @throws Error when no process can translate it. */
  async explain(plan: WorldPlan, order: Pick<RunOrder, "worldId" | "text" | "asOf">): Promise<QueryExplanation> {
    const process = this.#leastLoaded();
    if (process === null) throw new Error("There is no query process.");
    await this.#openOn(process, plan);
    return process.explain(order);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (let job = this.#queue.take(); job !== null; job = this.#queue.take()) job.settle(refuse("query/busy", job.order.text));
    for (const process of this.#processes) process.kill();
    await Promise.all(this.#processes.map((process) => process.ended));
  }

  #start(): QueryProcess {
    const process = new QueryProcess(this.#options.entry, this.#options.instance);
    void process.ended.then(() => {
      if (this.#isClosed) return;
      if (process.hasBeenReady) this.#replace(process);
      else setTimeout(() => this.#replace(process), RESTART_PAUSE_MS).unref();
    });
    return process;
  }

  #replace(gone: QueryProcess): void {
    if (this.#isClosed) return;
    this.#processes = this.#processes.map((process) => (process === gone ? this.#start() : process));
    this.#dispatch();
  }

  #dispatch(): void {
    for (let process = this.#leastLoaded(); process !== null && this.#queue.size > 0; process = this.#leastLoaded()) {
      if (process.load >= this.#options.queriesPerProcess) return;
      const job = this.#queue.take();
      if (job !== null) void this.#work(process, job);
    }
  }

  #leastLoaded(): QueryProcess | null {
    let least: QueryProcess | null = null;
    for (const process of this.#processes) if (!process.isGone && (least === null || process.load < least.load)) least = process;
    return least;
  }

  async #work(process: QueryProcess, job: Job): Promise<void> {
    const { text, limits } = job.order;
    process.load++;
    this.#running.add(job);
    job.attempts++;
    let isOverdue = false;
    let watchdog: NodeJS.Timeout | undefined;
    try {
      await process.ready;
      watchdog = setTimeout(() => {
        isOverdue = true;
        process.kill();
      }, limits.timeoutMs + this.#options.graceMs);
      await this.#openOn(process, job.plan);
      job.settle(await process.run(job.order, (cancel) => this.#cancellable(job, cancel)));
    } catch (error) {
      if (!(error instanceof ProcessGone))
        job.settle(refuseWith("query/world-unavailable", "The logs of this exercise cannot be read.", text));
      else if (isOverdue) job.settle(refuseTimeout(text, limits.timeoutMs));
      else if (job.isCancelled) job.settle(refuse("query/cancelled", text));
      else if (this.#isClosed || job.attempts >= ATTEMPTS_MAX) job.settle(refuse("query/process-restarted", text));
      else this.#queue.addFirst(job.owner, job);
    } finally {
      clearTimeout(watchdog);
      process.load--;
      this.#running.delete(job);
      job.cancel = null;
      this.#dispatch();
    }
  }

  #cancellable(job: Job, cancel: () => void): void {
    job.cancel = cancel;
    if (job.isCancelled) cancel();
  }

  async #openOn(process: QueryProcess, plan: WorldPlan): Promise<void> {
    await process.open(plan);
    const inUse = new Set([...this.#running].map((job) => job.plan.worldId));
    const idle = process.openWorlds.filter((worldId) => worldId !== plan.worldId && !inUse.has(worldId));
    const excess = process.openWorlds.length - this.#options.openWorldsMax;
    for (const worldId of idle.slice(0, Math.max(0, excess))) process.closeWorld(worldId);
  }
}
