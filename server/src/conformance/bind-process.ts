import { fork, type ChildProcess } from "node:child_process";
import { childEnvironment } from "../programs/child-environment.ts";
import { programAt } from "../programs/program.ts";
import type { BindResult, BindSchema } from "./bind-query.ts";
import type { BindAnswer, BindOrder } from "./bind-worker.ts";

/** Of JavaScript's heap, per process; DuckDB has its own limit. */
const HEAP_MB = 450;
/**
 * A process that has grown by this much since its first query makes way for a fresh one: DuckDB and the heap give little back.
 * The first is not counted, as the parser does then what it does once.
 */
const GROWTH_MB_MAX = 150;
/** A query that takes longer than this to bind is as good as one that cannot be. */
const QUERY_MS_MAX = 300_000;

const BINDER = programAt(new URL("./processes/bind-worker.ts", import.meta.url));

/** A child process that binds queries, one at a time; a new one takes its place when it ends. */
export class BindProcess {
  readonly #schema: BindSchema;
  #child: Promise<ChildProcess> | null = null;
  /** Of the present process, after its first query. */
  #memoryMb: number | null = null;

  constructor(schema: BindSchema) {
    this.#schema = schema;
  }

  async bind(text: string): Promise<BindResult> {
    const child = await (this.#child ??= this.#start());
    const answer = await ask(child, { kind: "query", text }, QUERY_MS_MAX);
    if (answer?.kind !== "result" || answer.memoryMb > (this.#memoryMb ??= answer.memoryMb) + GROWTH_MB_MAX) this.stop();
    if (answer?.kind === "result") return answer.result;
    return { outcome: "failed", why: answer === null ? "it ran out of memory or time" : "the process answered out of turn" };
  }

  stop(): void {
    void this.#child?.then((child) => child.kill("SIGKILL"));
    this.#child = null;
    this.#memoryMb = null;
  }

  async #start(): Promise<ChildProcess> {
    const { file, execArgv } = BINDER;
    const child = fork(file, [], {
      execArgv: [...execArgv, `--max-old-space-size=${HEAP_MB}`],
      env: childEnvironment(),
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const answer = await ask(child, { kind: "schema", schema: this.#schema }, QUERY_MS_MAX);
    if (answer?.kind !== "ready") throw new Error("the binding process did not start");
    return child;
  }
}

/** The next answer; null when the process ends or the time is up. */
function ask(child: ChildProcess, order: BindOrder, timeoutMs: number): Promise<BindAnswer | null> {
  return new Promise((resolve) => {
    const settle = (answer: BindAnswer | null): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onEnd);
      child.off("error", onEnd);
      resolve(answer);
    };
    const onMessage = (message: unknown): void => settle(message as BindAnswer);
    const onEnd = (): void => settle(null);
    const timer = setTimeout(onEnd, timeoutMs);
    child.on("message", onMessage);
    child.on("exit", onEnd);
    child.on("error", onEnd);
    if (child.connected) child.send(order, () => undefined);
    else settle(null);
  });
}
