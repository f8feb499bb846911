import type { VerdictRequest } from "../../../contract/index.ts";
import type { Alert, AlertWork } from "../../state/alert.ts";
import { alertId as asAlertId, evidenceId, type AlertId, type ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { Repositories } from "../../state/state.ts";
import { enterAsMember, type TeamVisit } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { requireOpenCase } from "../open-case.ts";
import { refuseConflict, refuseNotFound } from "../refusal.ts";
import { findOwnAlert } from "./alerts.ts";

interface AlertAct {
  readonly key: string;
  readonly exerciseId: ExerciseId;
  readonly alertId: AlertId;
}

type Change = (alert: Alert, visit: TeamVisit, repositories: Repositories) => Promise<AlertWork> | AlertWork;
type AlertEventKind = "AlertClaimed" | "AlertReleased" | "AlertJudged" | "AlertReopened" | "AlertLinked";

/** Takes an alert that nobody has; one's own stays one's own. */
export function claimAlert(lab: Lab, actor: Actor, request: AlertAct): Promise<Alert> {
  return workOn(lab, actor, request, "AlertClaimed", (alert, { person }) => {
    if (alert.status === "closed") throw refuseConflict("alert/closed", "This alert is closed. Reopen it first.");
    if (alert.claimedBy !== null && alert.claimedBy.userId !== person.id) {
      throw refuseConflict("alert/claimed", `${alert.claimedBy.displayName} is working on this alert.`);
    }
    return { ...workOf(alert), status: "claimed", claimedBy: person.id };
  });
}

/** Gives a claimed alert back to the team; anybody of the team may, people go home. */
export function releaseAlert(lab: Lab, actor: Actor, request: AlertAct): Promise<Alert> {
  return workOn(lab, actor, request, "AlertReleased", (alert) => {
    if (alert.status === "closed") throw refuseConflict("alert/closed", "This alert is closed. Reopen it first.");
    return { ...workOf(alert), status: "new", claimedBy: null };
  });
}

/** Closes an alert with a verdict, a confidence and a sentence; judging a closed one again replaces the verdict. */
export function judgeAlert(lab: Lab, actor: Actor, request: VerdictRequest & AlertAct): Promise<Alert> {
  return workOn(lab, actor, request, "AlertJudged", async (alert, { person, teamId }, repositories) => {
    const { kind, confidence, reason } = request;
    const duplicateOf = request.duplicateOf === null ? null : asAlertId(request.duplicateOf);
    if (kind === "duplicate") {
      const original = duplicateOf === null || duplicateOf === alert.id ? null : await repositories.alerts.find(duplicateOf);
      if (original === null || original.teamId !== teamId) throw refuseNotFound("Say which other alert of your queue it repeats.");
    }
    const at = lab.runtime.simNowOf(alert.exerciseId);
    const verdict = {
      kind,
      confidence,
      reason,
      duplicateOf: kind === "duplicate" ? duplicateOf : null,
      byName: person.displayName,
      at,
    };
    return { ...workOf(alert), status: "closed", claimedBy: alert.claimedBy?.userId ?? person.id, verdict };
  });
}

/** Takes the verdict back; the alert is its judge's again. */
export function reopenAlert(lab: Lab, actor: Actor, request: AlertAct): Promise<Alert> {
  return workOn(lab, actor, request, "AlertReopened", (alert) => {
    if (alert.status !== "closed") throw refuseConflict("alert/not_closed", "This alert is not closed.");
    return { ...workOf(alert), status: alert.claimedBy === null ? "new" : "claimed", verdict: null };
  });
}

/** Replaces the evidence that is linked to the alert. */
export function linkEvidence(lab: Lab, actor: Actor, request: AlertAct & { readonly evidenceIds: readonly string[] }): Promise<Alert> {
  return workOn(lab, actor, request, "AlertLinked", async (alert, { teamId }, { evidence }) => {
    const own = new Set<string>((await evidence.listOfTeam(teamId)).map(({ id }) => id));
    const wanted = [...new Set(request.evidenceIds)];
    if (wanted.some((id) => !own.has(id))) throw refuseNotFound("One of these is not on your team's evidence board.");
    return { ...workOf(alert), evidenceIds: wanted.map(evidenceId) };
  });
}

async function workOn(lab: Lab, actor: Actor, request: AlertAct, kind: AlertEventKind, change: Change): Promise<Alert> {
  const visit = await enterAsMember(lab, actor, request.exerciseId);
  return act(
    lab,
    { key: request.key, actorId: visit.person.id },
    async (repositories) => {
      const alert = await findOwnAlert(repositories, actor, request.exerciseId, request.alertId);
      await requireOpenCase(lab, visit, repositories);
      const work = await change(alert, visit, repositories);
      const expected = { status: alert.status, claimedBy: alert.claimedBy?.userId ?? null };
      const changed = await repositories.alerts.work(alert.id, expected, work);
      if (changed === null) throw refuseConflict("alert/changed", "Somebody of your team was faster. Look at the alert again.");
      return changed;
    },
    (alert) => [{ kind, exerciseId: alert.exerciseId, teamId: alert.teamId, userId: visit.person.id, alert }],
  );
}

function workOf(alert: Alert): AlertWork {
  return { status: alert.status, claimedBy: alert.claimedBy?.userId ?? null, verdict: alert.verdict, evidenceIds: alert.evidenceIds };
}
