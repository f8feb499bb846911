import type { GuideStepModel } from "../../scenario/model.ts";
import type { GuideStepDone, OpenedHint } from "../../state/guide.ts";
import type { ExerciseId, TeamId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { Repositories } from "../../state/state.ts";
import { enterAsMember } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { requireOpenCase } from "../open-case.ts";
import { refuseConflict, refuseNotFound } from "../refusal.ts";
import { rendererFor, scenarioOf } from "../scenario-of.ts";

export interface GuideOnDesk {
  readonly steps: readonly GuideStepModel[];
  readonly done: readonly GuideStepDone[];
  readonly hints: readonly OpenedHint[];
  readonly render: (text: string) => string;
}

export async function readGuide(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<GuideOnDesk> {
  const { exercise, teamId } = await enterAsMember(lab, actor, exerciseId);
  const { guide } = await scenarioOf(lab, exercise);
  return guideOnDesk(lab, exerciseId, teamId, guide);
}

/** Opens a hint of a step that is not locked, in order: the cheap one first. */
export async function openHint(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  request: { readonly key: string; readonly stepId: string; readonly index: number },
): Promise<GuideOnDesk> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const { teamId, person } = visit;
  const { guide } = await scenarioOf(lab, visit.exercise);
  const { key, stepId, index } = request;
  await act(
    lab,
    { key, actorId: person.id },
    async (repositories) => {
      await requireOpenCase(lab, visit, repositories);
      await requireOpenable(repositories, teamId, guide, stepId, index);
      await repositories.guides.openHint(teamId, { stepId, index, openedAt: lab.runtime.simNowOf(exerciseId) });
      return { stepId, index };
    },
    () => [{ kind: "HintOpened", exerciseId, teamId, userId: person.id, stepId, index }],
  );
  return guideOnDesk(lab, exerciseId, teamId, guide);
}

async function requireOpenable(
  { guides }: Repositories,
  teamId: TeamId,
  guide: readonly GuideStepModel[],
  stepId: string,
  index: number,
): Promise<void> {
  const step = guide.find(({ id }) => id === stepId);
  if (step?.hints[index] === undefined) throw refuseNotFound("There is no such hint.");
  const done = new Set((await guides.doneSteps(teamId)).map((entry) => entry.stepId));
  const isLocked = !done.has(stepId) && guide.find(({ id }) => !done.has(id)) !== step;
  if (isLocked) throw refuseConflict("guide/step_locked", "This step is still locked; finish the one before it.");
  const opened = new Set((await guides.openedHints(teamId)).filter((hint) => hint.stepId === stepId).map((hint) => hint.index));
  if (index > 0 && !opened.has(index - 1)) throw refuseConflict("guide/hint_order", "Open the hint before this one first.");
}

async function guideOnDesk(lab: Lab, exerciseId: ExerciseId, teamId: TeamId, steps: readonly GuideStepModel[]): Promise<GuideOnDesk> {
  const [done, hints, render] = await Promise.all([
    lab.state.guides.doneSteps(teamId),
    lab.state.guides.openedHints(teamId),
    rendererFor(lab, { id: exerciseId }),
  ]);
  return { steps, done, hints, render };
}
