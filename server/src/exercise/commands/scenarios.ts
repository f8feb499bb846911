import type { ScenarioCard, ScenarioPreview, StudioScenario } from "../../../contract/index.ts";
import { canUseStudio } from "../../policy/studio.ts";
import type { Actor } from "../../state/person.ts";
import { requirePerson } from "../access.ts";
import type { Lab } from "../lab.ts";
import { previewWorld } from "./preview-scenario.ts";
import { refuseForbidden, refuseNotFound } from "../refusal.ts";

/** The catalogue is public: the first page shows it to people who have no session yet. */
export function listScenarios(lab: Lab): Promise<readonly ScenarioCard[]> {
  return lab.scenarios.list();
}

export async function listStudioScenarios(lab: Lab, actor: Actor): Promise<readonly StudioScenario[]> {
  requireAuthor(actor);
  return lab.scenarios.studio();
}

export async function previewScenario(lab: Lab, actor: Actor, slug: string, seed: number): Promise<ScenarioPreview> {
  requireAuthor(actor);
  const scenario = await lab.scenarios.get(slug);
  if (scenario === null) throw refuseNotFound(`There is no scenario "${slug}" without errors. Its findings are in the studio.`);
  return previewWorld(lab.telemetry, scenario, lab.engineVersion, seed);
}

function requireAuthor(actor: Actor): void {
  requirePerson(actor);
  if (!canUseStudio(actor)) throw refuseForbidden("Only instructors see scenarios from the inside.");
}
