import { addMicros, MICROS_PER_DAY, MICROS_PER_MINUTE, simTime } from "../base/sim-time.ts";
import type { Scenario } from "../scenario/model.ts";
import { buildEstate } from "./estate/build-estate.ts";
import { Calendar } from "./estate/calendar.ts";
import { initialExchangeState } from "./exchange/exchange-state.ts";
import { outagesOf, powerCutsOf } from "./exchange/outages.ts";
import { planStory } from "./intruders/story-plan.ts";
import { TECHNIQUES_BY_NAME } from "./intruders/techniques.ts";
import type { WorldFacts } from "./kernel/kernel.ts";
import type { WorldState } from "./kernel/world-state.ts";

/** What is fixed for a run: the estate, the calendar, the window and the story that this seed tells. */
export function buildFacts(scenario: Scenario, seed: number): WorldFacts {
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

/** Servers up for five days, and one password that was changed behind a phone's back. */
export function initialState({ scenario, estate, window, seed }: WorldFacts): WorldState {
  const bootedAt = simTime(window.historyStart - 5 * MICROS_PER_DAY);
  return {
    exchange: Object.fromEntries(
      estate.exchangeServers.map((server) => {
        const outages = outagesOf(scenario, estate, seed, server);
        return [server.host.name, initialExchangeState(server, bootedAt, seed, outages)];
      }),
    ),
    movedDatabases: {},
    transactionLogs: {},
    passwordVersions: Object.fromEntries(
      estate.people.filter(({ phone }) => phone?.hasStalePassword === true).map(({ account }) => [account.name, 1]),
    ),
    devices: {},
    mail: {},
    outlookCalls: {},
    powerCuts: powerCutsOf(scenario, estate, seed),
    lostActivities: {},
    boots: {},
    startedSince: {},
    logonPairs: {},
    idleConnections: {},
    webFlows: {},
  };
}
