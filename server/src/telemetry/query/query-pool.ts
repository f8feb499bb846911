import { totalmem } from "node:os";
import type { QueryExplanation, QueryResult } from "../../../contract/index.ts";
import type { Program } from "../../programs/program.ts";
import { RestartPolicy } from "../restart-policy.ts";
import type { RestartSettings } from "../restart-policy.ts";
import { FairQueue } from "./fair-queue.ts";
import { memoryBound, reservedBytes } from "./memory-bound.ts";
import type { InstanceLimits } from "./opened-world.ts";
import type { RunOrder, WorldPlan } from "./protocol.ts";
import { ProcessGone, QueryProcess } from "./query-process.ts";
import { refuse, refuseTimeout, refuseWith } from "./refusal.ts";

export interface QueryPoolOptions {
  readonly entry: Program;
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
  /** For processes that end before they have answered anything: whatever ended them may still be there. */
  readonly restart: RestartSettings;
  /** Told once when no process starts, and once when one does again. */
  readonly onTrouble: (message: string) => void;
}

/** No process starts, however often it is tried: nothing is wrong with the world that was to be opened. */
export class PoolUnavailable extends Error {}

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
const UNAVAILABLE =
  "The logs cannot be searched at the moment: the query service does not start. Whoever runs the lab finds why in its log.";

/** The query processes, and who of those who ask comes next. */
export class QueryPool {
  readonly #options: QueryPoolOptions;
  readonly #queue: FairQueue<Job>;
  readonly #running = new Set<Job>();
  readonly #restarts: RestartPolicy;
  #processes: QueryProcess[];
  #isClosed = false;
  #hasToldTrouble = false;
  /** Those who wait for a process to be started or given up. */
  #watchers: (() => void)[] = [];

  constructor(options: QueryPoolOptions) {
    this.#options = options;
    this.#restarts = new RestartPolicy(options.restart);
    this.#queue = new FairQueue({ sizeMax: options.queueMax, sizePerOwnerMax: options.queuePerOwnerMax });
    this.#processes = Array.from({ length: options.processCount }, () => this.#start());
  }

  /** Pids of the processes, for whoever watches over them. */
  get pids(): readonly number[] {
    return this.#processes.map((process) => process.pid);
  }

  /**
   * Opens a world everywhere, so that its first query need not wait.
   * @throws Error when the files are not as they should be, PoolUnavailable when there is nobody to open them.
   */
  async open(plan: WorldPlan): Promise<void> {
    for (let attempts = 0; attempts < ATTEMPTS_MAX;) {
      if (this.#isClosed || this.#isUnavailable) throw new PoolUnavailable(UNAVAILABLE);
      const processes = this.#processes.filter((process) => !process.isGone);
      const outcomes = await Promise.allSettled(processes.map((process) => this.#openOn(process, plan)));
      const failures = outcomes.flatMap((outcome): unknown[] => (outcome.status === "rejected" ? [outcome.reason] : []));
      const failure = failures.find((reason) => !(reason instanceof ProcessGone));
      if (failure !== undefined) throw failure;
      // One that died meanwhile opens it with its first query.
      if (failures.length < processes.length) return;
      if (processes.some((process) => process.wasReady)) attempts++;
      const isWaiting = !this.#isClosed && !this.#isUnavailable && this.#processes.every((process) => process.isGone);
      if (isWaiting) await this.#change();
    }
    throw new Error("The query processes end when they open this world.");
  }

  /** Resolves when every process has loaded the language, or has ended in trying. */
  async warmed(): Promise<void> {
    await Promise.allSettled(this.#processes.map((process) => process.ready));
  }

  closeWorld(worldId: string): void {
    for (const process of this.#processes) process.closeWorld(worldId);
  }

  /** Always answers, one way or another. */
  run(queryId: string, owner: string, plan: WorldPlan, order: RunOrder): Promise<QueryResult> {
    return new Promise((settle) => {
      const job: Job = { queryId, owner, plan, order, settle, attempts: 0, isCancelled: false, cancel: null };
      if (this.#isUnavailable) settle(refuseWith("query/world-unavailable", UNAVAILABLE, order.text));
      else if (this.#isClosed || !this.#queue.add(owner, job)) settle(refuse("query/busy", order.text));
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

  /** @throws Error when the process that translates it ends. */
  async explain(plan: WorldPlan, order: Pick<RunOrder, "worldId" | "text" | "asOf" | "range">): Promise<QueryExplanation> {
    const process = this.#leastLoaded();
    if (process === null || this.#isUnavailable) {
      const { diagnostics } = refuseWith("query/world-unavailable", UNAVAILABLE, order.text);
      return { diagnostics, plan: null, sql: null };
    }
    await this.#openOn(process, plan);
    return process.explain(order);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#refuseWaiting((text) => refuse("query/busy", text));
    this.#tellWatchers();
    for (const process of this.#processes) process.kill();
    await Promise.all(this.#processes.map((process) => process.ended));
  }

  #start(): QueryProcess {
    const { entry, instance } = this.#options;
    const process = new QueryProcess(entry, instance, memoryBound(this.#options, totalmem(), reservedBytes(entry)));
    void process.ended.then(() => {
      if (this.#isClosed) return;
      if (process.hasAnswered) this.#replace(process);
      else setTimeout(() => this.#replace(process), this.#restarts.noteDeath()).unref();
      if (this.#isUnavailable) this.#giveUpWaiting();
    });
    return process;
  }

  /** Nothing answers and nothing is likely to; said at once, so that nobody waits in vain. */
  get #isUnavailable(): boolean {
    return this.#restarts.isHopeless && !this.#processes.some((process) => process.isReady);
  }

  #giveUpWaiting(): void {
    this.#refuseWaiting((text) => refuseWith("query/world-unavailable", UNAVAILABLE, text));
    this.#tellWatchers();
    if (this.#hasToldTrouble) return;
    this.#hasToldTrouble = true;
    this.#options.onTrouble(`no query process starts (${this.#options.entry.file}); it is tried ever more rarely, and queries are refused`);
  }

  #refuseWaiting(refusal: (text: string) => QueryResult): void {
    for (let job = this.#queue.take(); job !== null; job = this.#queue.take()) job.settle(refusal(job.order.text));
  }

  #noteUse(): void {
    this.#restarts.noteUse();
    if (this.#hasToldTrouble) this.#options.onTrouble("query processes start again");
    this.#hasToldTrouble = false;
  }

  #replace(gone: QueryProcess): void {
    if (this.#isClosed) return;
    this.#processes = this.#processes.map((process) => (process === gone ? this.#start() : process));
    this.#tellWatchers();
    this.#dispatch();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  #tellWatchers(): void {
    for (const tell of this.#watchers.splice(0)) tell();
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
      else if (this.#isUnavailable) job.settle(refuseWith("query/world-unavailable", UNAVAILABLE, text));
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
    this.#noteUse();
    const inUse = new Set([...this.#running].map((job) => job.plan.worldId));
    const idle = process.openWorlds.filter((worldId) => worldId !== plan.worldId && !inUse.has(worldId));
    const excess = process.openWorlds.length - this.#options.openWorldsMax;
    for (const worldId of idle.slice(0, Math.max(0, excess))) process.closeWorld(worldId);
  }
}
