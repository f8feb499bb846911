import type { ReportSave, ReportSubmit } from "../../../contract/index.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { ExerciseId, TeamId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { Report } from "../../state/report.ts";
import type { Repositories } from "../../state/state.ts";
import { enterAsMember } from "../access.ts";
import { act } from "../act.ts";
import { EMPTY_REPORT } from "../empty-report.ts";
import type { Lab } from "../lab.ts";
import { requireOpenCase } from "../open-case.ts";
import { refuseConflict } from "../refusal.ts";
import { rendererFor, scenarioOf } from "../scenario-of.ts";
import { gatherTeamWork } from "../team-work.ts";
import { recordOpenedPage } from "./open-page.ts";

export interface ReportOnDesk {
  readonly report: Report;
  readonly scenario: Scenario;
  readonly render: (text: string) => string;
}

export async function readReport(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<ReportOnDesk> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  await recordOpenedPage(lab, visit, "case");
  return withContext(lab, exerciseId, visit.exercise, await reportOf(lab.state, visit.teamId));
}

/** Saves the next revision. @throws Refusal CONFLICT with the current text when somebody saved in between. */
export async function saveReport(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: ReportSave): Promise<ReportOnDesk> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const { person, teamId } = visit;
  const report = await act(
    lab,
    { key: request.key, actorId: person.id },
    async (repositories) => {
      await requireOpenCase(lab, visit, repositories);
      const by = { name: person.displayName, at: lab.wallClock() };
      const saved = await repositories.reports.save(teamId, exerciseId, request.baseRevision, request.body, by);
      if (saved === null) throw staleRevision(await reportOf(repositories, teamId));
      return saved;
    },
    ({ revision }) => [{ kind: "ReportSaved", exerciseId, teamId, userId: person.id, revision, savedBy: person.displayName }],
  );
  return withContext(lab, exerciseId, visit.exercise, report);
}

/** Freezes the report with everything that is graded beside it. */
export async function submitReport(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: ReportSubmit): Promise<ReportOnDesk> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const { person, teamId } = visit;
  const report = await act(
    lab,
    { key: request.key, actorId: person.id },
    async (repositories) => {
      await requireOpenCase(lab, visit, repositories);
      const current = await reportOf(repositories, teamId);
      if (current.revision === 0) throw refuseConflict("report/empty", "There is nothing to submit yet: save the report first.");
      const submission = {
        teamId,
        revision: request.baseRevision,
        work: await gatherTeamWork(repositories, teamId),
        simAt: lab.runtime.simNowOf(exerciseId),
        submittedAt: lab.wallClock(),
        submittedBy: person.displayName,
      };
      const submitted = await repositories.reports.submit(exerciseId, submission);
      if (submitted === null) throw staleRevision(current);
      return submitted;
    },
    ({ revision }) => [{ kind: "ReportSubmitted", exerciseId, teamId, userId: person.id, revision, savedBy: person.displayName }],
  );
  return withContext(lab, exerciseId, visit.exercise, report);
}

async function reportOf({ reports }: Repositories, teamId: TeamId): Promise<Report> {
  const saved = await reports.find(teamId);
  return saved ?? { teamId, body: EMPTY_REPORT, revision: 0, savedAt: null, savedBy: null, submittedAt: null, submittedBy: null };
}

function staleRevision(current: Report): Error {
  const by = current.savedBy ?? "Somebody";
  return refuseConflict("report/stale_revision", `${by} saved in the meantime. Compare both versions and save again.`, {
    revision: current.revision,
    savedBy: current.savedBy,
    body: current.body,
  });
}

async function withContext(
  lab: Lab,
  exerciseId: ExerciseId,
  exercise: Parameters<typeof scenarioOf>[1],
  report: Report,
): Promise<ReportOnDesk> {
  const [scenario, render] = await Promise.all([scenarioOf(lab, exercise), rendererFor(lab, { id: exerciseId })]);
  return { report, scenario, render };
}
