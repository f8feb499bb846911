import { RandomStream } from "../../../base/random-stream.ts";
import type { SimTime } from "../../../base/sim-time.ts";
import type { Scenario } from "../../../scenario/model.ts";
import type { Activity, HttpRequest } from "../../activity.ts";
import { ENGINE_VERSION } from "../../engine-version.ts";
import { directoryOf } from "../../estate/directory.ts";
import { restartsOf } from "../outages.ts";
import type { KernelState, WorldFacts } from "../../kernel/kernel.ts";
import type { World } from "../../kernel/world.ts";
import type { WorldState } from "../../kernel/world-state.ts";
import { ordinaryCause } from "../../people/cause.ts";
import type { WorldCheckpoint } from "../../run.ts";
import { createSensorStage, type SensedRow, type SensorStage } from "../../sensors/sensor-stage.ts";
import { buildFacts, initialState } from "../../world-facts.ts";
import { handleRequest } from "../front-end.ts";
import { describeRequest } from "../request.ts";
import { surfaceOf, type SurfaceAnswer } from "./surface.ts";

/** All that is taken from a real request: what a web server's log line says of it. Neither body, cookies nor credentials. */
export interface OutsideRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly userAgent: string;
  readonly referer: string;
  readonly clientIp: string;
  readonly bodyBytes: number;
  /** `http://…` or `https://…` by which the client came, for redirects. */
  readonly origin: string;
}

export interface LookAlikeAnswer {
  /** Null: the server refuses this network, the connection is dropped. */
  readonly answer: SurfaceAnswer | null;
  readonly rows: readonly SensedRow[];
}

/** Far above every id of a world's own activities. */
const FIRST_ID = 3_000_000_000;
const CAUSE = ordinaryCause("internet/listener");

/**
 * The simulated server for requests from outside the simulation: it answers as it would at this moment of the world, and its
 * sensors log as they would. The world itself goes on as if nothing had happened.
 */
export class LookAlike {
  readonly #facts: WorldFacts;
  readonly #sensors: SensorStage;
  #state: WorldState;
  #heard = 0;
  #ids = FIRST_ID;

  constructor(scenario: Scenario, seed: number) {
    // What the intruders plan is no business of a server's; what they did is in the state of the world.
    this.#facts = buildFacts({ ...scenario, story: [] }, seed);
    this.#sensors = createSensorStage(
      scenario,
      seed,
      undefined,
      undefined,
      directoryOf(this.#facts.estate, restartsOf(scenario, this.#facts.estate, seed)),
    );
    this.#state = initialState(this.#facts);
  }

  /** Goes on from this state of the world; a checkpoint of another engine is left aside. */
  resumeFrom(checkpoint: WorldCheckpoint): void {
    if (checkpoint.engineVersion !== ENGINE_VERSION) return;
    this.#state = (checkpoint.state as KernelState).world;
  }

  answer(request: OutsideRequest, at: SimTime): LookAlikeAnswer {
    const [server] = this.#facts.estate.exchangeServers;
    if (server === undefined) return { answer: null, rows: [] };
    const emitted: Activity[] = [];
    const world = this.#standIn(at, emitted);
    this.#heard += 1;
    handleRequest(
      world,
      server,
      describeRequest({
        at,
        cause: CAUSE,
        draws: RandomStream.named(this.#facts.seed, `listener/${this.#heard}`),
        clientIp: request.clientIp,
        userAgent: request.userAgent,
        method: request.method,
        host: request.host,
        stem: request.path,
        query: request.query,
        referer: request.referer,
        bodyBytes: request.bodyBytes,
      }),
    );
    const handled = emitted.find((activity): activity is HttpRequest => activity.kind === "http-request");
    if (handled === undefined) return { answer: null, rows: [] };
    const build = this.#state.exchange[server.host.name]?.build ?? server.build;
    return { answer: surfaceOf(server, build, request, handled), rows: this.#sensors.sense(emitted) };
  }

  /** The world as a request sees it: nothing that it leaves behind is put into anybody's diary. */
  #standIn(now: SimTime, emitted: Activity[]): World {
    return {
      ...this.#facts,
      state: this.#state,
      now,
      schedule: () => undefined,
      stream: (name) => RandomStream.named(this.#facts.seed, name),
      claimId: () => (this.#ids += 1),
      recallProcess: (_key, describe) => describe(),
      emit: (activity) => void emitted.push(activity),
    };
  }
}
