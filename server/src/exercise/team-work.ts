import type { TeamId } from "../state/ids.ts";
import type { TeamWork } from "../state/report.ts";
import type { Repositories } from "../state/state.ts";
import { EMPTY_REPORT } from "./empty-report.ts";

/** A team's work as it stands: what a grade looks at. Evidence taken off the board does not count. */
export async function gatherTeamWork(repositories: Repositories, teamId: TeamId): Promise<TeamWork> {
  const { reports, alerts, evidence, guides } = repositories;
  const report = await reports.find(teamId);
  const pinned = await evidence.listOfTeam(teamId);
  const acts = await guides.actsOf(teamId);
  return {
    report: report?.body ?? EMPTY_REPORT,
    alerts: await alerts.listOfTeam(teamId),
    evidence: pinned.filter((piece) => !piece.isRemoved),
    hints: await guides.openedHints(teamId),
    guide: await guides.doneSteps(teamId),
    seen: acts.seenSteps,
  };
}

/** What is graded: the frozen work of a team that has submitted, else its work as it stands. */
export async function workToGrade(repositories: Repositories, teamId: TeamId): Promise<TeamWork> {
  const submission = await repositories.reports.submissionOf(teamId);
  return submission?.work ?? gatherTeamWork(repositories, teamId);
}
