import type { BoardTeam, BoardView, FacilitatorNote, PlannedInject } from "../../contract/index.ts";
import type { Board, TeamProgress } from "../exercise/board.ts";
import type { Member } from "../state/exercise.ts";
import type { UserId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import type { Note } from "../state/note.ts";
import { presentTeam } from "./exercise.ts";
import { presentSimTime, presentWallTime, type RenderText } from "./instant.ts";

/** For a facilitator only: carries the story. */
export function presentBoard(board: Board, isOnline: (userId: UserId) => boolean, render: RenderText): BoardView {
  const { exercise, scenario, members, teams, steps } = board;
  return {
    joinCode: exercise.joinCode ?? "",
    seed: exercise.seed,
    teams: teams.map((progress) => presentProgress(progress, members, scenario.guide.length, isOnline)),
    storyTrack: steps.map(({ stepId, at, actorId }) => ({
      stepId,
      at: presentSimTime(at),
      title: render(scenario.story.find((step) => step.id === stepId)?.title ?? stepId),
      actor: scenario.actors.find((actor) => actor.id === actorId)?.coverName ?? actorId,
    })),
  };
}

function presentProgress(
  progress: TeamProgress,
  members: readonly Member[],
  guideTotal: number,
  isOnline: (userId: UserId) => boolean,
): BoardTeam {
  const { team, alerts, queries, report } = progress;
  const { last } = queries;
  return {
    teamId: team.id,
    name: team.name,
    members: presentTeam(team, members, isOnline).members,
    alertsOpen: alerts.open,
    alertsClosed: alerts.closed,
    evidenceCount: progress.evidenceCount,
    queryCount: queries.count,
    lastQuery: last === null ? null : { text: last.text, byName: last.byName, simAt: presentSimTime(last.simAt) },
    lastActiveAt: progress.lastActiveAt === null ? null : presentWallTime(progress.lastActiveAt),
    guideDone: progress.guideDone,
    guideTotal,
    stepsSeen: [...progress.stepsSeen],
    reportRevision: report?.revision ?? 0,
    submittedAt: report?.submittedAt == null ? null : presentWallTime(report.submittedAt),
    score: progress.score,
    scoreMax: progress.scoreMax,
  };
}

/** The planned injects with what is expected of the teams; never for trainees. */
export function presentPlannedInject(inject: PlannedInjectRecord, render: RenderText): PlannedInject {
  return {
    id: inject.id,
    plannedAt: inject.plannedAt === null ? null : presentSimTime(inject.plannedAt),
    channel: inject.channel,
    from: render(inject.from),
    to: render(inject.to),
    subject: render(inject.subject),
    body: render(inject.body),
    expectedAction: render(inject.expectedAction),
    status: inject.status,
    sentAt: inject.sentAt === null ? null : presentSimTime(inject.sentAt),
    acknowledgedByTeams: [...inject.acknowledgedBy],
  };
}

export function presentNote(note: Note): FacilitatorNote {
  return { id: note.id, at: presentWallTime(note.at), simAt: presentSimTime(note.simAt), text: note.text, byName: note.byName };
}
