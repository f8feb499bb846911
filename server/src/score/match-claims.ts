import type { Finding } from "../../contract/index.ts";
import type { StepOccurrence } from "../range/run.ts";
import type { GradedClaim } from "../scenario/model.ts";
import { checkClaim, type ClaimCheck } from "./check-claim.ts";
import { rewardShare } from "./confidence.ts";
import type { Support } from "./supported-steps.ts";
import type { TruthValues } from "./truth-values.ts";

export interface ClaimMatch {
  readonly claim: GradedClaim;
  readonly finding: Finding;
  readonly check: ClaimCheck;
  readonly points: number;
}

/** What a finding asserts, with what its evidence supports. */
export interface SupportedFinding {
  readonly finding: Finding;
  readonly support: Support;
}

/**
 * Gives each claim at most one finding and each finding at most one claim, the best pairs first. A finding stands for a
 * claim only if its kind fits and it cites a row of the claim's steps: right words on wrong rows match nothing.
 */
export function matchClaims(
  claims: readonly GradedClaim[],
  findings: readonly SupportedFinding[],
  steps: readonly StepOccurrence[],
  values: TruthValues,
): readonly ClaimMatch[] {
  const pairs: ClaimMatch[] = [];
  for (const claim of claims) {
    for (const { finding, support } of findings) {
      if (!claim.kinds.includes(finding.kind) || !stepsOf(claim).some((id) => support.stepIds.has(id))) continue;
      const check = checkClaim(claim, finding, support, steps, values);
      pairs.push({ claim, finding, check, points: claim.points * check.share * rewardShare(finding.confidence) });
    }
  }
  const byWorth = pairs
    .map((pair, order) => ({ pair, order }))
    .sort((a, b) => b.pair.points - a.pair.points || b.pair.check.share - a.pair.check.share || a.order - b.order);
  const taken: ClaimMatch[] = [];
  for (const { pair } of byWorth) {
    if (!taken.some(({ claim, finding }) => claim === pair.claim || finding === pair.finding)) taken.push(pair);
  }
  return taken;
}

/** The steps whose rows prove a claim. */
export function stepsOf(claim: GradedClaim): readonly string[] {
  return [claim.stepId, ...claim.alsoStepIds];
}
