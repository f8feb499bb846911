import type { Debrief } from "../debrief.ts";
import { canReadDebrief } from "../../policy/debrief.ts";
import { type ExerciseId, teamId as asTeamId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import { renderText } from "../../scenario/render-text.ts";
import { enter } from "../access.ts";
import { gradeTeamWork } from "../grade-team-work.ts";
import type { Lab } from "../lab.ts";
import { refuseForbidden, refuseNotFound } from "../refusal.ts";
import { scenarioOf } from "../scenario-of.ts";
import { workToGrade } from "../team-work.ts";

/** What really happened and what the team made of it. @throws Refusal FORBIDDEN before it is open to the asking person. */
export async function readDebrief(lab: Lab, actor: Actor, exerciseId: ExerciseId, wantedTeam: string | undefined): Promise<Debrief> {
  const { exercise, teamId: ownTeam } = await enter(lab, actor, exerciseId, "see");
  const teams = await lab.state.exercises.teamsOf(exerciseId);
  const teamId = wantedTeam === undefined ? (ownTeam ?? teams[0]?.id) : asTeamId(wantedTeam);
  if (teamId === undefined || !teams.some(({ id }) => id === teamId)) throw refuseNotFound("There is no such team in this exercise.");

  const submission = await lab.state.reports.submissionOf(teamId);
  const facts = { teamId, hasEnded: lab.runtime.clockOf(exerciseId).state === "ended", hasSubmitted: submission !== null };
  if (!canReadDebrief(actor, exercise, facts)) {
    throw refuseForbidden(teamId === ownTeam ? "The debrief opens when you have submitted your report or the exercise ends." : undefined);
  }

  const [scenario, world, work] = await Promise.all([
    scenarioOf(lab, exercise),
    lab.runtime.ensureWorld(exerciseId),
    workToGrade(lab.state, teamId),
  ]);
  const grade = await gradeTeamWork(scenario, world, work);
  const render = (text: string): string => renderText(text, world.cast, world.truth.steps);
  return { scenario, world, work, grade, submittedReport: submission?.work.report ?? null, render };
}
