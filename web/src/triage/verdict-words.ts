import type { VerdictKind } from "@mailroom/server/contract";
import type { Tone } from "../widgets/StatusTag.tsx";

export interface VerdictWords {
  readonly kind: VerdictKind;
  readonly title: string;
  /** When to choose it. */
  readonly meaning: string;
  readonly keys: string;
  readonly tone: Tone;
}

/** The four verdicts in the order of the form. */
export const VERDICTS: readonly VerdictWords[] = [
  { kind: "true-positive", title: "True positive", meaning: "The rule is right, and it is hostile.", keys: "v t", tone: "bad" },
  {
    kind: "benign-true-positive",
    title: "Benign true positive",
    meaning: "The rule is right, but it is legitimate.",
    keys: "v b",
    tone: "good",
  },
  {
    kind: "false-positive",
    title: "False positive",
    meaning: "The rule is wrong: this is not what it looks for.",
    keys: "v f",
    tone: "neutral",
  },
  { kind: "duplicate", title: "Duplicate", meaning: "Another alert already covers the same activity.", keys: "v d", tone: "neutral" },
];

export function verdictWords(kind: VerdictKind): VerdictWords {
  const words = VERDICTS.find((one) => one.kind === kind);
  if (words === undefined) throw new Error(`No words for verdict ${kind}.`);
  return words;
}
