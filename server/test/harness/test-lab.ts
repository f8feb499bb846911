import type { Server } from "node:http";
import { pino } from "pino";
import type { ScenarioCard } from "../../contract/index.ts";
import { AttemptLimits } from "../../src/auth/attempt-limits.ts";
import { type Auth, createAuth } from "../../src/auth/create-auth.ts";
import type { Engine } from "../../src/db/engine.ts";
import { createState } from "../../src/db/open-state.ts";
import { createEventBus, type EventBus } from "../../src/exercise/event-bus.ts";
import type { LabEvent } from "../../src/exercise/events.ts";
import type { Lab } from "../../src/exercise/lab.ts";
import { createExerciseRuntime } from "../../src/exercise/runtime/runtime.ts";
import { createApp } from "../../src/http/create-app.ts";
import { wallMs } from "../../src/state/ids.ts";
import { NOW_MS } from "../fixtures/records.ts";
import { buildScenario, CANARY } from "../fixtures/scenario.ts";
import type { TestDatabase } from "./test-database.ts";
import { FakeTelemetry } from "./fake-world.ts";

/** A whole server over a fake world: real database, runtime, sign-in and HTTP, and a wall clock that the test moves. */
export interface TestLab {
  readonly lab: Lab;
  readonly auth: Auth;
  readonly engine: Engine;
  readonly telemetry: FakeTelemetry;
  readonly events: LabEvent[];
  readonly address: string;
  advanceWallClock(ms: number): void;
  close(): Promise<void>;
}

/** `telemetry`: worlds that answer otherwise than with three rows. */
export async function startTestLab(place: TestDatabase, telemetry = new FakeTelemetry()): Promise<TestLab> {
  const engine = await place.open();
  const state = createState(engine);
  const events: LabEvent[] = [];
  const errors: unknown[] = [];
  const bus: EventBus = createEventBus((error) => errors.push(error));
  bus.subscribe((event) => events.push(event));
  let now: number = NOW_MS;
  const wallClock = () => wallMs(now);
  const runtime = createExerciseRuntime({
    state,
    bus,
    wallClock,
    telemetry,
    heartbeat: { lifeBefore: null, beat: () => {} },
    engineVersion: "test",
    tickMs: 3_600_000,
    onError: (error) => errors.push(error),
  });
  const lab: Lab = {
    state,
    bus,
    runtime,
    wallClock,
    engineVersion: "test",
    scenarios: fakeLibrary(),
    telemetry,
  };
  const limits = new AttemptLimits(() => now);
  const auth = createAuth({
    database: { db: engine.db, type: engine.kind },
    secret: "a secret of a test, long enough to be one",
    publicUrl: null,
    ...lab,
    lab,
    limits,
    logger: pino({ level: "silent" }),
  });
  const app = createApp({
    lab,
    auth,
    limits,
    presence: { isOnline: () => false },
    logger: pino({ level: "silent" }),
    webFolder: "/nonexistent",
    isHttps: false,
    listenerKey: "listener-key-of-a-test",
    operatorKey: "operator-key-of-a-test",
    proxiesTrusted: 0,
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("not listening on a port");
  return {
    lab,
    auth,
    engine,
    telemetry,
    events,
    address: `http://127.0.0.1:${bound.port}`,
    advanceWallClock(ms) {
      now += ms;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await runtime.stop();
      await state.close();
      if (errors.length > 0) throw new AggregateError(errors, "the lab reported errors");
    },
  };
}

function fakeLibrary(): Lab["scenarios"] {
  const scenario = buildScenario();
  const { title, summary, level, minutes, audience, objectives, skills, isGuided } = scenario.meta;
  const card: ScenarioCard = {
    slug: scenario.slug,
    title,
    summary,
    level,
    minutes,
    audience,
    objectives: objectives.map(({ text }) => text),
    skills: [...skills],
    isGuided,
  };
  return {
    list: async () => [card],
    studio: async () => [
      {
        slug: scenario.slug,
        card,
        findings: [{ severity: "warning", code: CANARY, file: "x", line: 1, column: 1, message: CANARY, fix: null }],
      },
    ],
    get: async (slug) => (slug === scenario.slug ? scenario : null),
  };
}
