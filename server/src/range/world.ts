import { addMicros, MICROS_PER_DAY, MICROS_PER_MINUTE, simTime, type SimTime } from "../base/sim-time.ts";
import type { Scenario } from "../scenario/model.ts";
import { ENGINE_VERSION } from "./engine-version.ts";
import { Calendar } from "./estate/calendar.ts";
import { buildEstate } from "./estate/build-estate.ts";
import { resolveCast } from "./estate/resolve-cast.ts";
import { ALL_EVENT_KINDS } from "./event-kinds.ts";
import { initialExchangeState } from "./exchange/exchange-state.ts";
import { planStory, storyValues } from "./intruders/story-plan.ts";
import { TECHNIQUES_BY_NAME } from "./intruders/techniques.ts";
import { Kernel, type KernelState, type WorldFacts } from "./kernel/kernel.ts";
import { internHosts } from "./kernel/intern-hosts.ts";
import type { WorldState } from "./kernel/world-state.ts";
import type { WorldCheckpoint, WorldRun } from "./run.ts";
import { scheduleBeginning } from "./schedule-beginning.ts";

/**
 * A world at the beginning of its history.
 * @throws RangeError when the scenario names things that do not exist (the linter reports them with their place).
 */
export function createWorldRun(scenario: Scenario, seed: number): WorldRun {
  const facts = buildFacts(scenario, seed);
  const kernel = new Kernel(facts, ALL_EVENT_KINDS, {
    now: facts.window.historyStart,
    ordersIssued: 0,
    ordinaryIdsIssued: 0,
    storyIdsIssued: 0,
    events: [],
    outbox: [],
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

function buildFacts(scenario: Scenario, seed: number): WorldFacts {
  const { exerciseStart, historyDays, exerciseMinutes, timeZone, holidays } = scenario.window;
  const estate = buildEstate(scenario, seed);
  return {
    seed,
    scenario,
    estate,
    calendar: new Calendar(timeZone, holidays),
    story: planStory(scenario, estate, seed, TECHNIQUES_BY_NAME),
    window: {
      historyStart: addMicros(exerciseStart, -historyDays * MICROS_PER_DAY),
      exerciseStart,
      exerciseEnd: addMicros(exerciseStart, exerciseMinutes * MICROS_PER_MINUTE),
    },
  };
}

function initialState({ estate, window, seed }: WorldFacts): WorldState {
  const bootedAt = simTime(window.historyStart - 5 * MICROS_PER_DAY);
  return {
    exchange: Object.fromEntries(estate.exchangeServers.map((server) => [server.host.name, initialExchangeState(server, bootedAt, seed)])),
    passwordVersions: Object.fromEntries(
      estate.people.filter(({ phone }) => phone?.hasStalePassword === true).map(({ account }) => [account.name, 1]),
    ),
  };
}

function runOf(kernel: Kernel): WorldRun {
  return {
    advance: (until: SimTime) => kernel.advance(until),
    checkpoint: (): WorldCheckpoint => ({
      engineVersion: ENGINE_VERSION,
      at: kernel.now,
      state: JSON.parse(JSON.stringify(kernel.snapshot())) as unknown,
    }),
    cast: resolveCast(kernel.estate, storyValues(kernel.story)),
    steps: kernel.story.occurrences,
    window: kernel.window,
  };
}
