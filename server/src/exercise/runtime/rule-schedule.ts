import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_SECOND, simTime, type SimTime } from "../../base/sim-time.ts";
import type { DetectionRule } from "../../scenario/model.ts";

/** One run of one rule on the exercise clock: it sees rows of `[from, at]` that had arrived by `at`. */
export interface RuleRun {
  readonly rule: DetectionRule;
  readonly at: SimTime;
  readonly from: SimTime;
}

/**
 * The runs with `after < at ≤ upTo`, in order of time (ties: by rule id). Runs of a rule are `queryFrequency` apart, counted
 * from `origin` plus a fixed delay of up to a minute per rule, as real schedulers stagger them.
 */
export function runsBetween(rules: readonly DetectionRule[], origin: SimTime, after: SimTime, upTo: SimTime): readonly RuleRun[] {
  const runs = rules.flatMap((rule) => {
    const first = addMicros(origin, rule.queryFrequency + (hash32(0, rule.id) % 60) * MICROS_PER_SECOND);
    const skipped = Math.max(0, Math.floor((after - first) / rule.queryFrequency) + 1);
    const found: RuleRun[] = [];
    for (let at = first + skipped * rule.queryFrequency; at <= upTo; at += rule.queryFrequency) {
      found.push({ rule, at: simTime(at), from: addMicros(simTime(at), -rule.queryPeriod) });
    }
    return found;
  });
  return runs.sort((a, b) => a.at - b.at || (a.rule.id < b.rule.id ? -1 : 1));
}

/** Whether a run with so many result rows raises an alert. */
export function isTriggered(rule: DetectionRule, rowCount: number): boolean {
  switch (rule.triggerOperator) {
    case "gt":
      return rowCount > rule.triggerThreshold;
    case "lt":
      return rowCount < rule.triggerThreshold;
    case "eq":
      return rowCount === rule.triggerThreshold;
    case "ne":
      return rowCount !== rule.triggerThreshold;
  }
}
