import type { ChildProcess } from "node:child_process";
import type { QueryExplanation, QueryResult } from "../../../contract/index.ts";
import type { Program } from "../../programs/program.ts";
import { forkBounded } from "./fork-bounded.ts";
import type { InstanceLimits } from "./opened-world.ts";
import type { QueryAnswer, QueryOrder, RunOrder, WorldPlan } from "./protocol.ts";

/** Loading and warming the language engine takes a few seconds on a busy machine; a process that needs longer than this is stuck. */
const START_MAX_MS = 60_000;

/** The process ended before it had answered. */
export class ProcessGone extends Error {}

interface Waiting {
  readonly resolve: (answer: QueryAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** One query process as the server holds it: orders out, answers in, and the certainty that every order ends. */
export class QueryProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened = new Map<string, Promise<void>>();
  /** Resolves when it takes orders; rejects with {@link ProcessGone} when it ends before that. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  #settleReady: { readonly resolve: () => void; readonly reject: (error: Error) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  #isReady = false;
  #isGone = false;
  #hasAnswered = false;
  #nextCallId = 1;
  /** Queries that it has been given and has not answered. */
  load = 0;

  /** `bytesMax`: what the process may claim of the machine's memory. */
  constructor(entry: Program, limits: InstanceLimits, bytesMax: number) {
    const flags = [`--threads=${limits.threads}`, `--memory=${limits.memoryLimit}`];
    this.#child = forkBounded(entry, flags, bytesMax);
    this.#child.on("message", (message) => this.#take(message as QueryAnswer));
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = { resolve, reject };
    });
    this.ready.catch(() => undefined);
    const stuck = setTimeout(() => this.kill(), START_MAX_MS);
    void this.ready.then(
      () => clearTimeout(stuck),
      () => clearTimeout(stuck),
    );
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#isGone = true;
        this.#settleReady.reject(new ProcessGone("the query process ended while it started"));
        for (const { reject } of this.#waiting.values()) reject(new ProcessGone("the query process ended"));
        this.#waiting.clear();
        resolve();
      };
      this.#child.on("exit", end);
      this.#child.on("error", end);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Takes orders now. */
  get isReady(): boolean {
    return this.#isReady && !this.#isGone;
  }

  get wasReady(): boolean {
    return this.#isReady;
  }

  /** Whether it ever did what it is there for. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Worlds that it holds open, the longest unused first. */
  get openWorlds(): readonly string[] {
    return [...this.#opened.keys()];
  }

  /** Opens a world unless it is open. @throws Error with the process's own words when a file is not as it should be. */
  open(plan: WorldPlan): Promise<void> {
    const known = this.#opened.get(plan.worldId);
    const opening = known ?? this.#open(plan);
    this.#opened.delete(plan.worldId);
    this.#opened.set(plan.worldId, opening);
    return opening;
  }

  closeWorld(worldId: string): void {
    this.#opened.delete(worldId);
    this.#send({ kind: "close", worldId });
  }

  /** `onSent` gets the function that cancels. @throws ProcessGone */
  async run(order: RunOrder, onSent: (cancel: () => void) => void): Promise<QueryResult> {
    const callId = this.#nextCallId++;
    const answer = this.#ask({ kind: "run", callId, ...order });
    onSent(() => this.#send({ kind: "cancel", callId }));
    const { result } = expectKind(await answer, "ran");
    return result;
  }

  /** @throws ProcessGone */
  async explain(order: Pick<RunOrder, "worldId" | "text" | "asOf" | "range">): Promise<QueryExplanation> {
    const answer = await this.#ask({ kind: "explain", callId: this.#nextCallId++, ...order });
    return expectKind(answer, "explained").explanation;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async #open(plan: WorldPlan): Promise<void> {
    const answer = await this.#ask({ kind: "open", callId: this.#nextCallId++, plan });
    const { failure } = expectKind(answer, "opened");
    if (failure === null) return;
    this.#opened.delete(plan.worldId);
    throw new Error(failure);
  }

  #ask(order: QueryOrder & { readonly callId: number }): Promise<QueryAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#isGone) {
        reject(new ProcessGone("the query process has ended"));
        return;
      }
      this.#waiting.set(order.callId, { resolve, reject });
      this.#send(order);
    });
  }

  #send(order: QueryOrder): void {
    // A failed send means that the process is going; its exit settles everything that waits.
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  #take(answer: QueryAnswer): void {
    if (answer.kind === "ready") {
      this.#isReady = true;
      this.#settleReady.resolve();
      return;
    }
    this.#hasAnswered = true;
    const waiting = this.#waiting.get(answer.callId);
    this.#waiting.delete(answer.callId);
    waiting?.resolve(answer);
  }
}

function expectKind<K extends QueryAnswer["kind"]>(answer: QueryAnswer, kind: K): Extract<QueryAnswer, { kind: K }> {
  if (answer.kind !== kind) throw new Error(`a query process answered ${answer.kind} instead of ${kind}`);
  return answer as Extract<QueryAnswer, { kind: K }>;
}
