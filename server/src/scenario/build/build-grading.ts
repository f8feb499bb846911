import { MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { GradingFile } from "../files/grading-file.ts";
import type { GradedClaim, Grading } from "../model.ts";
import { micros } from "./build-story.ts";

/** `ruleIdOf` turns a rule's file name into its id; an unknown one has already been reported and is left out. */
export function buildGrading(file: GradingFile, ruleIdOf: (stem: string) => string | null): Grading {
  return {
    verdict: file.verdict,
    claims: file.claims.map(buildClaim),
    alerts: {
      points: file.alerts.points,
      rules: file.alerts.rules.flatMap(({ rule, benign, why }) => {
        const ruleId = ruleIdOf(rule);
        return ruleId === null ? [] : [{ ruleId, benignVerdict: benign, why: why.trim() }];
      }),
    },
    indicators: { ...file.indicators, benign: file.indicators.benign ?? [] },
    scope: file.scope,
    actions: {
      points: file.actions.points,
      library: file.actions.library.map((action) => ({
        id: action.id,
        title: action.title,
        description: action.description.trim(),
        points: action.points,
        mustFollow: action.after ?? [],
        pointsOutOfOrder: action.pointsOutOfOrder ?? Math.min(0, action.points),
        why: action.why.trim(),
      })),
    },
    narrative: {
      points: file.narrative.points,
      concepts: file.narrative.concepts.map((concept) => ({ ...concept, unless: concept.unless ?? [], why: concept.why.trim() })),
    },
    decoys: file.decoys.map((decoy) => ({
      id: decoy.id,
      title: decoy.title,
      stepId: decoy.step ?? null,
      values: decoy.values ?? [],
      acceptedKinds: decoy.acceptedKinds ?? [],
      penalty: decoy.penalty,
      whyNot: decoy.whyNot.trim(),
    })),
  };
}

function buildClaim(claim: GradingFile["claims"][number]): GradedClaim {
  return {
    id: claim.id,
    title: claim.title,
    stepId: claim.step,
    alsoStepIds: claim.orSteps ?? [],
    kinds: claim.kinds,
    points: claim.points,
    timeToleranceSeconds: claim.timeTolerance === undefined ? null : micros(claim.timeTolerance) / MICROS_PER_SECOND,
    hosts: claim.hosts ?? [],
    who: claim.who ?? [],
    objects: claim.objects ?? [],
    why: claim.why.trim(),
  };
}
