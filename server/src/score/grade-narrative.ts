import type { ScoreLine } from "../../contract/index.ts";
import { assertsPhrase, readSentences } from "./find-phrase.ts";
import type { GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";
import type { TruthValues } from "./truth-values.ts";

/** The narrative by the concepts that its author listed: said, not said, or said to be otherwise. */
export function gradeNarrative(input: GradeInput, values: TruthValues): readonly ScoreLine[] {
  const sentences = readSentences(input.report.narrative);
  return input.scenario.grading.narrative.concepts.map((concept) => {
    const isSaid = concept.anyOf.some((phrase) => assertsPhrase(sentences, values.render(phrase)));
    const isContradicted = concept.unless.some((phrase) => assertsPhrase(sentences, values.render(phrase)));
    const reason = isContradicted
      ? `Your text says the opposite somewhere. ${concept.why}`
      : isSaid
        ? "Said."
        : sentences.length === 0
          ? `There is no text to read: write whole sentences. ${concept.why}`
          : `Not said, or only in the negative. ${concept.why}`;
    const outcome = isContradicted ? ("wrong" as const) : undefined;
    const points = isSaid && !isContradicted ? concept.points : 0;
    return scoreLine("narrative", concept.id, concept.title, {
      points,
      pointsMax: concept.points,
      reason,
      ...(outcome === undefined ? {} : { outcome }),
    });
  });
}
