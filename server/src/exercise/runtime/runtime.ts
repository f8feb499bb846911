import type { Exercise } from "../../state/exercise.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { TelemetryStore, World, WorldKey, WorldProgress } from "../../telemetry/store.ts";
import { refuseNotFound } from "../refusal.ts";
import { takeUpAgain } from "./clock.ts";
import { ExerciseRun, type RunDeps } from "./exercise-run.ts";
import { ForecastShelf } from "./forecast-shelf.ts";
import { keepGuides } from "./guide-keeper.ts";
import type { ExerciseRuntime } from "./port.ts";

/** A kill costs a running clock at most so much of the wall-clock time in which it told nobody anything. */
const BEAT_MS = 50;

export interface RuntimeDeps extends RunDeps {
  readonly telemetry: TelemetryStore;
  /** The simulation's version: part of a world's name. */
  readonly engineVersion: string;
  /** Wall-clock distance of ticks; live rows and alerts arrive at most so much late. */
  readonly tickMs: number;
  readonly onError: (error: unknown) => void;
}

/** Takes exercises up, ticks them, and lets go of them when they end. */
export function createExerciseRuntime(deps: RuntimeDeps): ExerciseRuntime {
  const runs = new Map<ExerciseId, ExerciseRun>();
  const starting = new Map<ExerciseId, Promise<void>>();
  const worlds = new Map<ExerciseId, Promise<World>>();
  const forecasts = new ForecastShelf();

  const runOf = (exerciseId: ExerciseId): ExerciseRun => {
    const run = runs.get(exerciseId);
    if (run === undefined) throw new RangeError(`exercise ${exerciseId} has not been taken up`);
    return run;
  };

  const report = (run: ExerciseRun, progress: WorldProgress): void => {
    run.progress = progress;
    deps.bus.announce({ kind: "WorldProgressed", exerciseId: run.exercise.id, ...progress });
  };

  const buildWorld = async (run: ExerciseRun): Promise<World> => {
    try {
      const world = await deps.telemetry.ensureWorld(keyOf(run.exercise), (progress) => report(run, progress));
      report(run, { state: "ready", progress: 1, message: "The logs are ready" });
      await run.worldIsReady(world, forecasts.of(world, run.scenario));
      return world;
    } catch (error) {
      report(run, { state: "failed", progress: 0, message: error instanceof Error ? error.message : String(error) });
      // The next call tries again.
      worlds.delete(run.exercise.id);
      throw error;
    }
  };

  const ensureWorld = (exerciseId: ExerciseId): Promise<World> => {
    const known = worlds.get(exerciseId);
    if (known !== undefined) return known;
    const building = buildWorld(runOf(exerciseId));
    worlds.set(exerciseId, building);
    return building;
  };

  const takeUp = async (exerciseId: ExerciseId): Promise<void> => {
    const exercise = await deps.state.exercises.find(exerciseId);
    const clock = await deps.state.clocks.find(exerciseId);
    const scenario = exercise === null ? null : await deps.state.exercises.scenarioOf(exercise.scenarioHash);
    if (exercise === null || clock === null || scenario === null) throw refuseNotFound("There is no such exercise.");
    const taken = takeUpAgain(clock, deps.heartbeat.lifeBefore, deps.wallClock());
    // On disk with this life's anchor, or the heartbeat of this life would say nothing about it.
    if (taken.state === "running") await deps.state.clocks.save(exerciseId, taken);
    runs.set(exerciseId, new ExerciseRun(exercise, scenario, taken, deps));
    ensureWorld(exerciseId).catch(deps.onError);
  };

  const stopTicking = every(deps.tickMs, () => {
    for (const run of runs.values()) if (!run.isEnded) run.tick().catch(deps.onError);
  });
  // Browsers count on between two messages: the sign of life follows closely what they show.
  const stopBeating = every(BEAT_MS, () => deps.heartbeat.beat(deps.wallClock()));

  const stopGuides = keepGuides({
    ...deps,
    simNowOf: (exerciseId) => runOf(exerciseId).simNow,
    contextOf: (exerciseId) => {
      const run = runs.get(exerciseId);
      return run === undefined ? null : { scenario: run.scenario, world: run.world };
    },
  });

  return {
    start(exerciseId) {
      if (runs.has(exerciseId)) return Promise.resolve();
      const running = starting.get(exerciseId) ?? takeUp(exerciseId).finally(() => starting.delete(exerciseId));
      starting.set(exerciseId, running);
      return running;
    },
    clockOf: (exerciseId) => runOf(exerciseId).clock,
    simNowOf: (exerciseId) => runOf(exerciseId).simNow,
    progressOf: (exerciseId) => runOf(exerciseId).progress,
    command: (exerciseId, command) => runOf(exerciseId).command(command),
    ensureWorld,
    async prepare(scenario, seed) {
      const key = { slug: scenario.slug, scenarioHash: scenario.contentHash, engineVersion: deps.engineVersion, seed };
      const world = await deps.telemetry.ensureWorld(key, () => {});
      await forecasts.of(world, scenario).hitsUpTo(world.window.exerciseStart);
    },
    async stop() {
      stopTicking();
      stopBeating();
      stopGuides();
      await Promise.all([...runs.values()].map((run) => run.save()));
    },
  };
}

/** Does it again and again, without keeping the process alive for it. Returns how to stop. */
function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  timer.unref();
  return () => clearInterval(timer);
}

function keyOf(exercise: Exercise): WorldKey {
  return { slug: exercise.slug, scenarioHash: exercise.scenarioHash, engineVersion: exercise.engineVersion, seed: exercise.seed };
}
