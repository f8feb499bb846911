import type { QueryResult } from "../../../contract/index.ts";
import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { DetectionRule } from "../../scenario/model.ts";
import type { AlertHit } from "../../state/alert.ts";
import { NO_LIVE_ROWS } from "../../telemetry/store.ts";
import type { World } from "../../telemetry/store.ts";
import { hitsOf } from "./alert-hits.ts";
import { runsBetween, type RuleRun } from "./rule-schedule.ts";

const RULE_LIMITS = { rowsMax: 1_000, bytesMax: 4_000_000, timeoutMs: 20_000 };
const TRIES = 3;
/** How much exercise time is worked through before the loop looks up. */
const STRIDE_MICROS = MICROS_PER_HOUR;

/**
 * The alerts that a world's detection rules raise. Each run sees exactly what had arrived by its own time, so running ahead
 * of the exercise clock changes nothing in what a run finds; it only means that nobody waits. One forecast serves all
 * teams that share the world.
 */
export interface AlertForecast {
  /** Hits with `raisedAt ≤ upTo`, in order; waits until the rules have been run that far. */
  hitsUpTo(upTo: SimTime): Promise<readonly AlertHit[]>;
  /** What is known of them already, in order; sees to it that the rest is being worked on. */
  knownUpTo(upTo: SimTime): readonly AlertHit[];
  /** The first hit after an instant, or null when none is left before the end. */
  nextAfter(after: SimTime): Promise<AlertHit | null>;
  /** Rules whose query did not run, with the reason: for the control room. */
  failures(): ReadonlyMap<string, string>;
}

export function forecastAlerts(world: World, rules: readonly DetectionRule[], lookbackHours: number): AlertForecast {
  const { exerciseStart, exerciseEnd } = world.window;
  const origin = addMicros(exerciseStart, -lookbackHours * MICROS_PER_HOUR);
  const hits: AlertHit[] = [];
  const failures = new Map<string, string>();
  let doneUpTo = origin;
  let work: Promise<void> = Promise.resolve();

  const runOne = async (run: RuleRun): Promise<readonly AlertHit[]> => {
    if (failures.has(run.rule.id)) return [];
    const result = await ask(run);
    if (result.kind === "rows") return hitsOf(run, result.tables[0]);
    failures.set(run.rule.id, result.diagnostics.map((diagnostic) => diagnostic.message).join(" "));
    return [];
  };

  /** A busy or restarted query process is no fault of the rule's: such a run is tried again. */
  const ask = async (run: RuleRun, triesLeft = TRIES): Promise<QueryResult> => {
    const result = await world.query({
      queryId: `rule/${run.rule.id}/${run.at}`,
      owner: "detection-rules",
      text: run.rule.query,
      asOf: run.at,
      range: { from: run.from, to: run.at },
      liveRows: NO_LIVE_ROWS,
      limits: RULE_LIMITS,
    });
    const isPassing = result.kind === "refused" && result.diagnostics.every((diagnostic) => diagnostic.code.startsWith("query/"));
    return isPassing && triesLeft > 1 ? ask(run, triesLeft - 1) : result;
  };

  const extend = async (upTo: SimTime): Promise<void> => {
    while (doneUpTo < upTo) {
      const stop = Math.min(doneUpTo + STRIDE_MICROS, exerciseEnd) as SimTime;
      const runs = runsBetween(rules, origin, doneUpTo, stop);
      const found = await inPairs(runs, runOne);
      hits.push(...found.flat());
      doneUpTo = stop;
      if (stop >= exerciseEnd) return;
    }
  };

  const ensure = (upTo: SimTime): Promise<void> => {
    work = work.then(() => extend(Math.min(upTo, exerciseEnd) as SimTime));
    return work;
  };

  return {
    async hitsUpTo(upTo) {
      await ensure(upTo);
      return hits.filter((hit) => hit.raisedAt <= upTo);
    },
    knownUpTo(upTo) {
      ensure(upTo).catch(() => {
        // The query processes are closing; whoever awaits the forecast hears of it.
      });
      return hits.filter((hit) => hit.raisedAt <= upTo);
    },
    async nextAfter(after) {
      for (;;) {
        const found = hits.find((hit) => hit.raisedAt > after);
        if (found !== undefined) return found;
        if (doneUpTo >= exerciseEnd) return null;
        await ensure(addMicros(doneUpTo, STRIDE_MICROS));
      }
    },
    failures: () => failures,
  };
}

/** Keeps two queries in flight (one per query process) and returns the answers in the order of the questions. */
async function inPairs<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const answers = new Map<number, R>();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) answers.set(index, await work(item));
    }
  };
  await Promise.all([lane(), lane()]);
  return items.map((_, index) => answers.get(index) as R);
}
