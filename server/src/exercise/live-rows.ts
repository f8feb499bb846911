import type { DetectionRule } from "../scenario/model.ts";
import type { ExerciseId, TeamId } from "../state/ids.ts";
import type { Repositories } from "../state/state.ts";
import type { LiveRow, LiveRows } from "../telemetry/store.ts";
import { toAlertEvidenceRows, toAlertInfoRow } from "./alert-tables.ts";
import { ALERT_TABLE, toSecurityAlertRow } from "./security-alert.ts";

export interface LiveRowsOf {
  readonly exerciseId: ExerciseId;
  /** Null: nobody's alerts. */
  readonly teamId: TeamId | null;
  readonly rules: readonly DetectionRule[];
}

/** What queries see beside the world's rows: a team's alerts, in the shapes of both products, and what came to the listener. */
export async function readLiveRows(
  { alerts, listenerRequests }: Pick<Repositories, "alerts" | "listenerRequests">,
  { exerciseId, teamId, rules }: LiveRowsOf,
): Promise<LiveRows> {
  const [raised, heard] = await Promise.all([teamId === null ? [] : alerts.listOfTeam(teamId), listenerRequests.rowsOf(exerciseId)]);
  const rows: Record<string, LiveRow[]> = {
    [ALERT_TABLE]: raised.map((alert) => toSecurityAlertRow(alert, rules)),
    AlertInfo: raised.map(toAlertInfoRow),
    AlertEvidence: raised.flatMap(toAlertEvidenceRows),
  };
  for (const { table, row } of heard) (rows[table] ??= []).push(row);
  return rows;
}
