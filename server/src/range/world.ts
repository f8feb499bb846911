import type { SimTime } from "../base/sim-time.ts";
import type { Scenario } from "../scenario/model.ts";
import { ENGINE_VERSION } from "./engine-version.ts";
import { directoryOf } from "./estate/directory.ts";
import { restartsOf } from "./exchange/outages.ts";
import { resolveCast } from "./estate/resolve-cast.ts";
import { ALL_EVENT_KINDS } from "./event-kinds.ts";
import { storyValues } from "./intruders/story-plan.ts";
import { EMPTY_KERNEL, Kernel, type KernelState } from "./kernel/kernel.ts";
import { internHosts } from "./kernel/intern-hosts.ts";
import type { WorldCheckpoint, WorldRun } from "./run.ts";
import { buildFacts, initialState } from "./world-facts.ts";
import { scheduleBeginning } from "./schedule-beginning.ts";

/**
 * A world at the beginning of its history.
 * @throws RangeError when the scenario names things that do not exist (the linter reports them with their place).
 */
export function createWorldRun(scenario: Scenario, seed: number): WorldRun {
  const facts = buildFacts(scenario, seed);
  const kernel = new Kernel(facts, ALL_EVENT_KINDS, {
    ...EMPTY_KERNEL,
    now: facts.window.historyStart,
    world: initialState(facts),
  });
  scheduleBeginning(kernel);
  return runOf(kernel);
}

/**
 * A world that continues exactly where the checkpoint was taken. The checkpoint is not modified.
 * @throws RangeError when it was taken by another engine version.
 */
export function restoreWorldRun(scenario: Scenario, seed: number, checkpoint: WorldCheckpoint): WorldRun {
  if (checkpoint.engineVersion !== ENGINE_VERSION) {
    throw new RangeError(`checkpoint of engine ${checkpoint.engineVersion}; this is ${ENGINE_VERSION}`);
  }
  const facts = buildFacts(scenario, seed);
  const state = JSON.parse(JSON.stringify(checkpoint.state)) as KernelState;
  return runOf(new Kernel(facts, ALL_EVENT_KINDS, internHosts(state, facts.estate)));
}

function runOf(kernel: Kernel): WorldRun {
  return {
    advance: (until: SimTime) => kernel.advance(until),
    checkpoint: (): WorldCheckpoint => ({
      engineVersion: ENGINE_VERSION,
      at: kernel.now,
      state: kernel.snapshot(),
    }),
    cast: resolveCast(kernel.estate, storyValues(kernel.story)),
    directory: directoryOf(kernel.estate, restartsOf(kernel.scenario, kernel.estate, kernel.seed)),
    steps: kernel.story.occurrences,
    window: kernel.window,
  };
}
