import type { Server } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Express } from "express";
import { destination, type Logger, pino } from "pino";
import { announceAddress } from "./announced-address.ts";
import { AttemptLimits } from "./auth/attempt-limits.ts";
import { createAuth } from "./auth/create-auth.ts";
import { COOKIE_SECRET_FILE, LISTENER_KEY_FILE, loadSecret, OPERATOR_KEY_FILE } from "./auth/secret.ts";
import { type Config, ConfigError } from "./config.ts";
import { openHeartbeatFile } from "./db/heartbeat-file.ts";
import { lockDirectory } from "./db/lock-directory.ts";
import { createState, openEngine } from "./db/open-state.ts";
import { createEventBus } from "./exercise/event-bus.ts";
import { FIRST_SOLO_SEED } from "./exercise/commands/create-exercise.ts";
import type { Lab } from "./exercise/lab.ts";
import { systemWallClock } from "./exercise/runtime/clock.ts";
import { createExerciseRuntime } from "./exercise/runtime/runtime.ts";
import { createApp } from "./http/create-app.ts";
import { signInAddress } from "./issue-link.ts";
import { openScenarioLibrary } from "./library/scenario-library.ts";
import { PresenceBook } from "./live/presence.ts";
import { ENGINE_VERSION } from "./range/engine-version.ts";
import type { Exercise } from "./state/exercise.ts";
import type { State } from "./state/state.ts";
import { startLive } from "./start-live.ts";
import { createTelemetryStore } from "./telemetry/telemetry-store.ts";

const TICK_MS = 500;
/** The same two steps up from `server/src` and from the bundled `server/dist`. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface RunningServer {
  readonly address: string;
  /** Where the first instructor signs in; null when somebody has chosen a password. */
  readonly signInAddress: string | null;
  /** Stops listening, saves every clock, closes everything. */
  close(): Promise<void>;
}

/** Closes what has been opened, last first; goes on when one of them fails. */
class Closing {
  readonly #steps: (() => Promise<void> | void)[] = [];

  add(step: () => Promise<void> | void): void {
    this.#steps.unshift(step);
  }

  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0)) await Promise.resolve(step()).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, "the server did not close cleanly");
  }
}

/**
 * Puts the lab together and starts listening.
 * @throws ConfigError or DatabaseUnusable with a one-line message that ends with the fix.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const closing = new Closing();
  try {
    return await start(config, closing);
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function start(config: Config, closing: Closing): Promise<RunningServer> {
  const logger = pino({ level: config.logLevel }, destination(2));
  closing.add(lockDirectory(config.dataDirectory));
  const engine = await openEngine(config.dataDirectory, config.databaseUrl);
  const state = createState(engine);
  closing.add(() => state.close());
  const lab = createLab(config, state, logger, closing);

  const limits = new AttemptLimits(Date.now);
  const auth = createAuth({
    database: { db: engine.db, type: engine.kind },
    secret: await loadSecret(config.dataDirectory, COOKIE_SECRET_FILE),
    publicUrl: config.publicUrl,
    ...lab,
    lab,
    limits,
    logger,
  });
  const presence = new PresenceBook();
  const app = createApp({
    lab,
    auth,
    presence,
    limits,
    logger,
    webFolder: join(ROOT, "web/dist"),
    isHttps: config.publicUrl?.startsWith("https:") ?? false,
    proxiesTrusted: config.proxiesTrusted,
    listenerKey: await loadSecret(config.dataDirectory, LISTENER_KEY_FILE),
    operatorKey: await loadSecret(config.dataDirectory, OPERATOR_KEY_FILE),
  });
  const { server, address } = await listen(app, config);
  closing.add(announceAddress(config.dataDirectory, address));
  closing.add(() => stopListening(server));
  closing.add(startLive({ server, lab, auth, presence, logger }));
  await resumeExercises(lab, await state.exercises.listRunning(), logger);

  if (config.preparesWorlds) prepareWorlds(lab, logger);

  const hasPassword = (await state.people.instructors()).some((instructor) => instructor.hasPassword);
  const base = config.publicUrl ?? address;
  return {
    address: base,
    signInAddress: hasPassword ? null : signInAddress(base, await auth.issueSignInLink()),
    close: () => closing.run(),
  };
}

function createLab(config: Config, state: State, logger: Logger, closing: Closing): Lab {
  const onError = (error: unknown): void => logger.error({ err: error }, "something failed in the background");
  const bus = createEventBus(onError);
  const scenarios = openScenarioLibrary(config.scenariosDirectory ?? join(ROOT, "scenarios"));
  const telemetry = createTelemetryStore({
    dataFolder: config.dataDirectory,
    // The version that an exercise runs; for a preview, the files as they are now.
    loadScenario: async ({ slug, scenarioHash }) => (await state.exercises.scenarioOf(scenarioHash)) ?? (await scenarios.get(slug)),
    onTrouble: (message) => logger.error(message),
  });
  closing.add(() => telemetry.close());
  const heartbeat = openHeartbeatFile(config.dataDirectory, systemWallClock());
  closing.add(() => heartbeat.close());
  const runtime = createExerciseRuntime({
    state,
    bus,
    telemetry,
    engineVersion: ENGINE_VERSION,
    wallClock: systemWallClock,
    heartbeat,
    tickMs: TICK_MS,
    onError,
  });
  closing.add(() => runtime.stop());
  return { state, bus, runtime, scenarios, telemetry, engineVersion: ENGINE_VERSION, wallClock: systemWallClock };
}

async function resumeExercises({ runtime }: Lab, exercises: readonly Exercise[], logger: Logger): Promise<void> {
  for (const exercise of exercises) {
    await runtime
      .start(exercise.id)
      .catch((error: unknown) => logger.error({ err: error, exerciseId: exercise.id }, "an exercise did not resume"));
  }
}

/** In the background: whoever starts a guided scenario in the next minutes finds its logs written and its alerts raised. */
function prepareWorlds({ scenarios, runtime, telemetry }: Lab, logger: Logger): void {
  const prepare = async (): Promise<void> => {
    // Both want every core for seconds; whoever comes meanwhile needs the language first.
    await telemetry.warmed();
    for (const card of await scenarios.list()) {
      const scenario = card.isGuided ? await scenarios.get(card.slug) : null;
      if (scenario !== null) await runtime.prepare(scenario, FIRST_SOLO_SEED);
    }
  };
  prepare().catch((error: unknown) => logger.warn({ err: error }, "a world was not prepared; it will be built when it is needed"));
}

function listen(app: Express, { host, port }: Config): Promise<{ readonly server: Server; readonly address: string }> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host);
    server.once("error", (error) => reject(new ConfigError(explainListenError(error, host, port), { cause: error })));
    server.once("listening", () => {
      const bound = server.address();
      const boundPort = bound === null || typeof bound === "string" ? port : bound.port;
      const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
      resolve({ server, address: `http://${shown}:${boundPort}` });
    });
  });
}

function explainListenError(error: Error, host: string, port: number): string {
  const code = "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return `Port ${port} is taken by another program. Stop that one, or set PORT to a free port.`;
  if (code === "EACCES") return `Port ${port} may not be used by this account. Set PORT to a number above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST is "${host}", which is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`;
  return `Cannot listen on ${host}, port ${port} (${error.message}). Set HOST and PORT to an address that is free.`;
}

/** Requests that are under way get a moment to finish; connections that are merely kept alive do not. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2_000).unref();
  });
}
