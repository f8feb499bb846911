import type { Scenario } from "../../scenario/model.ts";
import type { ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import { enter } from "../access.ts";
import type { Lab } from "../lab.ts";
import { rendererFor, scenarioOf } from "../scenario-of.ts";
import { recordOpenedPage } from "./open-page.ts";

/** The scenario and what fills its texts: a presenter makes the brief of it. */
export async function readBrief(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
): Promise<{ readonly scenario: Scenario; readonly render: (text: string) => string }> {
  const { teamId, ...visit } = await enter(lab, actor, exerciseId, "see");
  const scenario = await scenarioOf(lab, visit.exercise);
  const render = await rendererFor(lab, visit.exercise);
  if (teamId !== null) await recordOpenedPage(lab, { ...visit, teamId }, "brief");
  return { scenario, render };
}
