import type { Alert } from "../../state/alert.ts";
import type { DetectionRule } from "../../scenario/model.ts";
import type { AlertId, ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { Repositories } from "../../state/state.ts";
import { canOnTeamWork } from "../../policy/team-work.ts";
import { enterAsMember } from "../access.ts";
import type { Lab } from "../lab.ts";
import { refuseForbidden, refuseNotFound } from "../refusal.ts";
import { scenarioOf } from "../scenario-of.ts";
import { recordOpenedPage } from "./open-page.ts";

export async function listAlerts(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<readonly Alert[]> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  await recordOpenedPage(lab, visit, "alerts");
  return lab.state.alerts.listOfTeam(visit.teamId);
}

export async function readAlert(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  alertId: AlertId,
): Promise<{ readonly alert: Alert; readonly rule: DetectionRule | null; readonly tableNames: readonly string[] }> {
  const { exercise } = await enterAsMember(lab, actor, exerciseId);
  const alert = await findOwnAlert(lab.state, actor, exerciseId, alertId);
  const [scenario, world] = await Promise.all([scenarioOf(lab, exercise), lab.runtime.ensureWorld(exerciseId)]);
  const rule = scenario.rules.find(({ id }) => id === alert.ruleId) ?? null;
  return { alert, rule, tableNames: world.tables.map(({ name }) => name) };
}

/** @throws Refusal when there is no such alert in this exercise, or it is another team's. */
export async function findOwnAlert({ alerts }: Repositories, actor: Actor, exerciseId: ExerciseId, alertId: AlertId): Promise<Alert> {
  const alert = await alerts.find(alertId);
  if (alert === null || alert.exerciseId !== exerciseId) throw refuseNotFound("There is no such alert.");
  if (!canOnTeamWork(actor, alert)) throw refuseForbidden();
  return alert;
}
