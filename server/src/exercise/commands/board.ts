import type { Board, TeamProgress } from "../board.ts";
import type { Team } from "../../state/exercise.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { World } from "../../telemetry/store.ts";
import type { Scenario } from "../../scenario/model.ts";
import { renderText } from "../../scenario/render-text.ts";
import { enter } from "../access.ts";
import { gradeTeamWork } from "../grade-team-work.ts";
import type { Lab } from "../lab.ts";
import { scenarioOf } from "../scenario-of.ts";
import { workToGrade } from "../team-work.ts";

export interface BoardOnWall {
  readonly board: Board;
  readonly render: (text: string) => string;
}

/** Who has done what, for the facilitator. Grades and the story appear once the world is built. */
export async function readBoard(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<BoardOnWall> {
  const { exercise } = await enter(lab, actor, exerciseId, "facilitate");
  const world = lab.runtime.progressOf(exerciseId).state === "ready" ? await lab.runtime.ensureWorld(exerciseId) : null;
  const [scenario, teams, members] = await Promise.all([
    scenarioOf(lab, exercise),
    lab.state.exercises.teamsOf(exerciseId),
    lab.state.exercises.membersOf(exerciseId),
  ]);
  const counts = await countWork(lab, exerciseId);
  const progress: TeamProgress[] = [];
  for (const team of teams) progress.push(await progressOf(lab, team, counts, scenario, world));
  return {
    board: { exercise, scenario, members, teams: progress, steps: world?.truth.steps ?? [] },
    render: (text) => (world === null ? text : renderText(text, world.cast, world.truth.steps)),
  };
}

type Counts = Awaited<ReturnType<typeof countWork>>;

async function countWork(lab: Lab, exerciseId: ExerciseId) {
  const [alerts, evidence, queries, reports] = await Promise.all([
    lab.state.alerts.countsOf(exerciseId),
    lab.state.evidence.countsOf(exerciseId),
    lab.state.hunts.queryCountsOf(exerciseId),
    lab.state.reports.listOfExercise(exerciseId),
  ]);
  return { alerts, evidence, queries, reports };
}

async function progressOf(lab: Lab, team: Team, counts: Counts, scenario: Scenario, world: World | null): Promise<TeamProgress> {
  const isOwn = (row: { readonly teamId: string }): boolean => row.teamId === team.id;
  const [work, acts] = await Promise.all([workToGrade(lab.state, team.id), lab.state.guides.actsOf(team.id)]);
  const grade = world === null ? null : await gradeTeamWork(scenario, world, work);
  const queries = counts.queries.find(isOwn) ?? { count: 0, last: null };
  const report = counts.reports.find(isOwn) ?? null;
  const pinnedAt = (await lab.state.evidence.listOfTeam(team.id)).map((piece) => piece.createdAt);
  const acted = [queries.last?.ranAt, report?.savedAt, report?.submittedAt, ...pinnedAt].filter((at) => at != null);
  return {
    team,
    alerts: counts.alerts.find(isOwn) ?? { open: 0, closed: 0 },
    evidenceCount: counts.evidence.find(isOwn)?.count ?? 0,
    queries,
    lastActiveAt: acted.toSorted((a, b) => b - a)[0] ?? null,
    guideDone: work.guide.length,
    stepsSeen: [...new Set(acts.seenSteps.map((seen) => seen.stepId))],
    report,
    score: grade?.points ?? null,
    scoreMax: grade?.pointsMax ?? 0,
  };
}
