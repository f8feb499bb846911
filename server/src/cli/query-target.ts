import { randomUUID } from "node:crypto";
import { accessSync, constants, existsSync } from "node:fs";
import type { QueryExplanation, QueryResult } from "../../contract/index.ts";
import { labAddress } from "../announced-address.ts";
import { loadSecret, OPERATOR_KEY_FILE } from "../auth/secret.ts";
import { formatSimTime, parseSimTime, type SimTime } from "../base/sim-time.ts";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { runFreely } from "../conformance/run-freely.ts";
import { DatabaseUnusable } from "../db/engine.ts";
import { lockDirectory } from "../db/lock-directory.ts";
import { createState, hasState, openEngine } from "../db/open-state.ts";
import { readShippedFunctions } from "../library/shipped-functions.ts";
import { simNowAt, systemWallClock } from "../exercise/runtime/clock.ts";
import { liveRowsForOperator, OPERATOR_LIMITS } from "../exercise/operator-view.ts";
import { scenarioOf } from "../exercise/scenario-of.ts";
import { ENGINE_VERSION } from "../range/engine-version.ts";
import { exerciseId } from "../state/ids.ts";
import { NO_LIVE_ROWS } from "../telemetry/store.ts";
import type { LiveRows, World, WorldQuery } from "../telemetry/store.ts";
import { createTelemetryStore } from "../telemetry/telemetry-store.ts";
import { type CliContext, UsageError } from "./command.ts";
import { findScenario } from "./find-scenario.ts";
import { readSeed } from "./read-arguments.ts";
import { askRunningLab } from "./running-lab.ts";
import { withWorlds } from "./with-worlds.ts";

/** What a query of the command line is asked of. */
export interface QueryTarget {
  query(text: string): Promise<QueryResult>;
  explain(text: string): Promise<QueryExplanation>;
}

export const TARGET_OPTIONS = {
  exercise: { type: "string" },
  scenario: { type: "string" },
  "as-of": { type: "string" },
  seed: { type: "string" },
  range: { type: "string" },
} as const;

export type TargetValues = Readonly<Partial<Record<keyof typeof TARGET_OPTIONS, string>>>;

/**
 * Hands `work` what the options name: an exercise of this machine's lab as of its clock, a world of a scenario, or
 * nothing but the language. Null after a scenario's errors have been printed.
 * @throws UsageError
 */
export async function withTarget<T>(
  values: TargetValues,
  context: CliContext,
  work: (target: QueryTarget) => Promise<T>,
): Promise<T | null> {
  if (values.exercise !== undefined && values.scenario !== undefined) throw new UsageError("Give --exercise or --scenario, not both.");
  if (values.scenario === undefined && (values["as-of"] ?? values.seed) !== undefined)
    throw new UsageError("--as-of and --seed go with --scenario.");
  const range = values.range === undefined ? null : readRange(values.range);
  if (values.exercise !== undefined) return withExercise(values.exercise, range, work);
  if (values.scenario !== undefined) return withScenario(values.scenario, values, context, work);
  return work(runFreely({ range, functions: await readShippedFunctions(context.scenariosRoot) }));
}

async function withScenario<T>(
  slug: string,
  values: TargetValues,
  context: CliContext,
  work: (target: QueryTarget) => Promise<T>,
): Promise<T | null> {
  const seed = readSeed(values.seed);
  const asked = values["as-of"] === undefined ? null : readInstant(values["as-of"], "--as-of");
  const range = values.range === undefined ? null : readRange(values.range);
  const scenario = await findScenario(slug, context);
  if (scenario === null) return null;
  return withWorlds(scenario, context, async (store) => {
    context.printError(`Preparing the world of ${slug}, seed ${seed} …`);
    const key = { slug, scenarioHash: scenario.contentHash, engineVersion: ENGINE_VERSION, seed };
    const world = await store.ensureWorld(key, () => {});
    const asOf = asked ?? world.window.exerciseEnd;
    context.printError(`As of ${formatSimTime(asOf)}; the exercise ends at ${formatSimTime(world.window.exerciseEnd)}.`);
    return work(targetOf(world, asOf, range, NO_LIVE_ROWS));
  });
}

/** @throws UsageError */
function readInstant(text: string, option: string): SimTime {
  const withTime = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  try {
    return parseSimTime(/Z$/i.test(withTime) ? withTime : `${withTime}Z`);
  } catch {
    throw new UsageError(`${option} takes an instant in UTC, for example 2021-03-03T08:30:00Z; "${text}" is none.`);
  }
}

type Range = WorldQuery["range"];

/**
 * `FROM..TO`: what the range picker of the console is set to.
 * @throws UsageError
 */
function readRange(text: string): Range {
  const [from, to, ...rest] = text.split("..");
  if (from === undefined || to === undefined || rest.length > 0)
    throw new UsageError(`--range takes two instants, for example 2021-03-02..2021-03-03T08:30:00Z; "${text}" is not that.`);
  return { from: readInstant(from, "--range"), to: readInstant(to, "--range") };
}

/**
 * An exercise as of its clock. A lab that runs is asked; otherwise its folder is taken for as long as the query needs, since worlds
 * may not have two masters.
 */
async function withExercise<T>(id: string, range: Range, work: (target: QueryTarget) => Promise<T>): Promise<T> {
  try {
    const config = readConfig(process.env);
    if (!existsSync(config.dataDirectory)) throw new UsageError(noLabIn(config.dataDirectory));
    if (!isUsable(config.dataDirectory))
      throw new UsageError(`This account may not use ${config.dataDirectory}. Run the command as the account that runs the lab.`);
    if (!hasState(config.dataDirectory, config.databaseUrl)) throw new UsageError(noLabIn(config.dataDirectory));
    const lock = takeFolder(config.dataDirectory);
    if (lock === null) return await work(await runningLab(config, id, range));
    try {
      return await withStoppedLab(config, id, range, work);
    } finally {
      await lock();
    }
  } catch (error) {
    if (error instanceof ConfigError || error instanceof DatabaseUnusable) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

const noLabIn = (folder: string): string => `There is no lab in ${folder}. Set MAILROOM_DATA to the data folder of the lab.`;

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Null when another process has it. @throws DatabaseUnusable */
function takeFolder(dataDirectory: string): (() => Promise<void>) | null {
  try {
    return lockDirectory(dataDirectory);
  } catch (error) {
    if (error instanceof DatabaseUnusable && error.isInUse) return null;
    throw error;
  }
}

async function runningLab(config: Config, id: string, range: Range): Promise<QueryTarget> {
  const asked = range === null ? null : { from: formatSimTime(range.from, 6), to: formatSimTime(range.to, 6) };
  return askRunningLab({ address: labAddress(config), key: await loadSecret(config.dataDirectory, OPERATOR_KEY_FILE) }, id, asked);
}

async function withStoppedLab<T>(config: Config, id: string, range: Range, work: (target: QueryTarget) => Promise<T>): Promise<T> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const engine = await openEngine(config.dataDirectory, config.databaseUrl);
    closing.push(() => engine.close());
    const state = createState(engine);
    const exercise = await state.exercises.find(exerciseId(id));
    const clock = exercise === null ? null : await state.clocks.find(exercise.id);
    if (exercise === null || clock === null)
      throw new UsageError(`There is no exercise "${id}" in ${config.dataDirectory}. Its id is in the address of its pages.`);
    const scenario = await scenarioOf({ state }, exercise);
    const store = createTelemetryStore({ dataFolder: config.dataDirectory, loadScenario: () => scenario });
    closing.push(() => store.close());
    const world = await store.ensureWorld(exercise, () => {});
    return await work(targetOf(world, simNowAt(clock, systemWallClock()), range, await liveRowsForOperator(state, exercise)));
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function targetOf(world: World, asOf: SimTime, range: Range, liveRows: LiveRows): QueryTarget {
  return {
    query: (text) => world.query({ queryId: randomUUID(), owner: "command line", text, asOf, range, liveRows, limits: OPERATOR_LIMITS }),
    explain: (text) => world.explain(text, asOf, range),
  };
}
