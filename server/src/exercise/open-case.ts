import type { TeamId } from "../state/ids.ts";
import type { Repositories } from "../state/state.ts";
import type { TeamVisit } from "./access.ts";
import type { Lab } from "./lab.ts";
import { refuseConflict } from "./refusal.ts";

/** @throws Refusal CONFLICT when the team has submitted or the exercise has ended: what is graded stands still. */
export async function requireOpenCase(lab: Lab, visit: TeamVisit, repositories: Repositories): Promise<void> {
  if (lab.runtime.clockOf(visit.exercise.id).state === "ended") {
    throw refuseConflict("exercise/ended", "This exercise has ended; the case can be read but no longer changed.");
  }
  await requireNotSubmitted(visit.teamId, repositories);
}

async function requireNotSubmitted(teamId: TeamId, { reports }: Repositories): Promise<void> {
  const report = await reports.find(teamId);
  if (report !== null && report.submittedAt !== null) {
    throw refuseConflict("report/submitted", "Your team has submitted its report; the case can be read but no longer changed.");
  }
}
