import type { GuideStep, GuideView } from "../../contract/index.ts";
import type { GuideStepModel } from "../scenario/model.ts";
import type { GuideStepDone, OpenedHint } from "../state/guide.ts";
import { presentSimTime, type RenderText } from "./instant.ts";

/**
 * Steps open in order: the first that is not done is open, later ones are locked and keep their text to themselves. Hints show
 * their price, and their text once they were opened.
 */
export function presentGuide(
  steps: readonly GuideStepModel[],
  done: readonly GuideStepDone[],
  hints: readonly OpenedHint[],
  render: RenderText,
): GuideView {
  const doneAt = new Map(done.map((step) => [step.stepId, step.doneAt]));
  const firstOpen = steps.find((step) => !doneAt.has(step.id));
  const presented = steps.map((step): GuideStep => {
    const at = doneAt.get(step.id);
    const state = at === undefined ? (step === firstOpen ? "open" : "locked") : "done";
    return {
      id: step.id,
      title: render(step.title),
      body: state === "locked" ? "" : render(step.body),
      state,
      doneAt: at === undefined ? null : presentSimTime(at),
      hints: step.hints.map((hint, index) => ({
        index,
        price: hint.price,
        body: hints.some((opened) => opened.stepId === step.id && opened.index === index) ? render(hint.body) : null,
      })),
    };
  });
  return { steps: presented, doneCount: presented.filter((step) => step.state === "done").length };
}
