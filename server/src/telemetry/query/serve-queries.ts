import { OpenedWorld } from "./opened-world.ts";
import type { InstanceLimits } from "./opened-world.ts";
import type { QueryAnswer, QueryOrder, WorldPlan } from "./protocol.ts";
import type { QueryEngine } from "./query-engine.ts";
import { QueryRun } from "./query-run.ts";
import { refuseWith } from "./refusal.ts";

/** Body of a query process. Ends when its parent does. */
export function serveQueries(engine: QueryEngine): void {
  const server = new QueryServer(engine, readLimits(process.argv));
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => void server.take(message as QueryOrder));
  engine.warm();
  send({ kind: "ready" });
}

/** As on the hunt page; what a translation has to ask of the data first is bounded like a query. */
const EXPLAIN_LIMITS = { rowsMax: 10_000, bytesMax: 8_000_000, timeoutMs: 30_000 };

class QueryServer {
  readonly #engine: QueryEngine;
  readonly #limits: InstanceLimits;
  readonly #worlds = new Map<string, Promise<OpenedWorld>>();
  readonly #runs = new Map<number, QueryRun>();

  constructor(engine: QueryEngine, limits: InstanceLimits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  async take(order: QueryOrder): Promise<void> {
    switch (order.kind) {
      case "open":
        return this.#open(order.callId, order.plan);
      case "close":
        return this.#close(order.worldId);
      case "run":
        return this.#run(order);
      case "explain":
        return this.#explain(order);
      case "cancel":
        this.#runs.get(order.callId)?.cancel();
    }
  }

  async #open(callId: number, plan: WorldPlan): Promise<void> {
    try {
      const opening = this.#worlds.get(plan.worldId) ?? OpenedWorld.open(plan, this.#engine, this.#limits);
      this.#worlds.set(plan.worldId, opening);
      await opening;
      send({ kind: "opened", callId, failure: null });
    } catch (error) {
      this.#worlds.delete(plan.worldId);
      send({ kind: "opened", callId, failure: error instanceof Error ? error.message : String(error) });
    }
  }

  async #close(worldId: string): Promise<void> {
    const opened = this.#worlds.get(worldId);
    this.#worlds.delete(worldId);
    (await opened?.catch(() => null))?.close();
  }

  async #run(order: Extract<QueryOrder, { kind: "run" }>): Promise<void> {
    const { callId, worldId, text } = order;
    const run = new QueryRun(this.#engine, order);
    this.#runs.set(callId, run);
    const world = await this.#worlds.get(worldId)?.catch(() => null);
    const result =
      world === undefined || world === null
        ? refuseWith("query/world-unavailable", "The logs of this exercise cannot be read at the moment.", text)
        : await run.execute(world);
    this.#runs.delete(callId);
    send({ kind: "ran", callId, result });
  }

  async #explain(order: Extract<QueryOrder, { kind: "explain" }>): Promise<void> {
    const { callId, worldId, text, asOf, range } = order;
    const world = await this.#worlds.get(worldId)?.catch(() => null);
    if (world === undefined || world === null) {
      const { diagnostics } = refuseWith("query/world-unavailable", "The logs of this exercise cannot be read at the moment.", text);
      return send({ kind: "explained", callId, explanation: { diagnostics, plan: null, sql: null } });
    }
    const nothing = { liveJson: {}, parameters: {} };
    const run = new QueryRun(this.#engine, { worldId, text, asOf, range, ...nothing, limits: EXPLAIN_LIMITS });
    return send({ kind: "explained", callId, explanation: await run.explain(world) });
  }
}

function send(answer: QueryAnswer): void {
  // A parent that is gone cannot be answered; the disconnect handler ends this process.
  if (process.connected) process.send?.(answer);
}

/** `--threads=N --memory=512MB`, as {@link QueryProcess} passes them. */
function readLimits(argv: readonly string[]): InstanceLimits {
  const value = (name: string, fallback: string) => argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1] ?? fallback;
  return { threads: Number(value("threads", "1")), memoryLimit: value("memory", "512MB") };
}
