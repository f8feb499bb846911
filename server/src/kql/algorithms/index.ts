import type { SessionValue } from "../session/session-function.ts";
import { activeUsers, activityCounts, activityEngagement, activityMetrics, newActivity, sessionCounts, slidingCounts } from "./activity.ts";
import { AlgorithmRefusal, type Algorithm, type TextRow } from "./algorithm.ts";
import { autocluster } from "./autocluster.ts";
import { diffpatterns } from "./diffpatterns.ts";
import { funnelCompletion, funnelSequence } from "./funnel.ts";
import { basket } from "./patterns.ts";
import { reduce, reduceSource } from "./reduce.ts";
import { rollingPercentile } from "./rolling-percentile.ts";
import { schemaMerge } from "./schema-merge.ts";
import { sequenceDetect } from "./sequence-detect.ts";

/** Rows that an algorithm takes; they are all in memory at once. */
export const ALGORITHM_ROWS_MAX = 200_000;

const ALGORITHMS = {
  active_users_count: activeUsers,
  activity_counts_metrics: activityCounts,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  autocluster,
  basket,
  diffpatterns,
  funnel_sequence: funnelSequence,
  funnel_sequence_completion: funnelCompletion,
  new_activity_metrics: newActivity,
  reduce,
  reduce_source: reduceSource,
  rolling_percentile: rollingPercentile,
  schema_merge: schemaMerge,
  sequence_detect: sequenceDetect,
  session_count: sessionCounts,
  sliding_window_counts: slidingCounts,
} as const satisfies Readonly<Record<string, Algorithm>>;

export type AlgorithmName = keyof typeof ALGORITHMS;

const isKnown = (name: string): name is AlgorithmName => name in ALGORITHMS;

/** Runs an algorithm over a table in JSON; what SQL calls. */
export function runAlgorithm(name: string, rowsJson: string, settingsJson: string): SessionValue {
  if (!isKnown(name)) throw new Error(`no algorithm ${name}`);
  const rows = JSON.parse(rowsJson) as readonly TextRow[];
  if (rows.length > ALGORITHM_ROWS_MAX) {
    const most = ALGORITHM_ROWS_MAX.toLocaleString("en");
    throw new AlgorithmRefusal(`\`${name}\` takes at most ${most} rows here. Filter or summarize before it.`);
  }
  const made = ALGORITHMS[name](rows, JSON.parse(settingsJson) as TextRow);
  return JSON.stringify(made, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
