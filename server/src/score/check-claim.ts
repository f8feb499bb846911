import type { Finding } from "../../contract/index.ts";
import { MICROS_PER_HOUR, MICROS_PER_SECOND, parseSimTime } from "../base/sim-time.ts";
import type { StepOccurrence } from "../range/run.ts";
import { formatDuration } from "../scenario/duration.ts";
import type { GradedClaim } from "../scenario/model.ts";
import { namesAnswer } from "./normalise-answer.ts";
import type { Support } from "./supported-steps.ts";
import type { TruthValues } from "./truth-values.ts";

/** How much of a claim a matching finding states rightly. */
export interface ClaimCheck {
  /** 0–1. */
  readonly share: number;
  /** One sentence per part that is missing or wrong. */
  readonly remarks: readonly string[];
}

interface Part {
  readonly weight: number;
  /** 0–1. */
  readonly share: number;
  readonly remark: string | null;
}

/** Evidence weighs most, then the parts that the author asks for: kind, time, host, who, object. */
export function checkClaim(
  claim: GradedClaim,
  finding: Finding,
  support: Support,
  steps: readonly StepOccurrence[],
  values: TruthValues,
): ClaimCheck {
  const parts = [
    checkEvidence(claim, support),
    checkKind(claim, finding),
    checkTime(claim, finding, steps),
    checkValue("host", finding.host, claim.hosts, values),
    checkValue("who", finding.who, claim.who, values),
    checkValue("object", finding.object, claim.objects, values),
  ].filter((part) => part !== null);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  const share = parts.reduce((sum, part) => sum + part.weight * part.share, 0) / weight;
  return { share, remarks: parts.flatMap(({ remark }) => remark ?? []) };
}

/** Precision of the citation: rows of other steps of the same story are forgiven, rows of ordinary life are not. */
function checkEvidence(claim: GradedClaim, support: Support): Part {
  const ordinary = support.rowCount === 0 ? 0 : support.ordinaryCount / support.rowCount;
  const isExact = support.stepIds.has(claim.stepId);
  const remark =
    ordinary > 0
      ? `${support.ordinaryCount} of the ${support.rowCount} rows that you cite are ordinary life and prove nothing here.`
      : null;
  return { weight: 4, share: (1 - ordinary) * (isExact ? 1 : 0.9), remark };
}

function checkKind(claim: GradedClaim, finding: Finding): Part {
  const isBest = claim.kinds[0] === finding.kind;
  const remark = isBest ? null : `\`${finding.kind}\` is near; \`${claim.kinds[0] ?? ""}\` says it best.`;
  return { weight: 1, share: isBest ? 1 : 0.6, remark };
}

function checkTime(claim: GradedClaim, finding: Finding, steps: readonly StepOccurrence[]): Part | null {
  if (claim.timeToleranceSeconds === null) return null;
  const weight = 2;
  if (finding.at === null) return { weight, share: 0, remark: "You give no time." };
  const stated = parseSimTime(finding.at);
  const accepted = [claim.stepId, ...claim.alsoStepIds];
  const errors = steps.filter(({ stepId }) => accepted.includes(stepId)).map(({ at }) => Math.abs(stated - at));
  const error = Math.min(...errors);
  const tolerance = claim.timeToleranceSeconds * MICROS_PER_SECOND;
  if (error <= tolerance) return { weight, share: 1, remark: null };
  const off = Number.isFinite(error) ? formatDuration(error) : "far";
  const hours = Math.round(error / MICROS_PER_HOUR);
  const isZoneMistake = hours >= 1 && hours <= 14 && Math.abs(error - hours * MICROS_PER_HOUR) <= tolerance;
  if (isZoneMistake)
    return { weight, share: 0.5, remark: `Your time is ${hours} h off to the minute: it looks like local time. Write UTC.` };
  const isNear = error <= tolerance * 5;
  return { weight, share: isNear ? 0.5 : 0, remark: `Your time is ${off} off; take it from the row itself.` };
}

function checkValue(part: "host" | "who" | "object", given: string, accepted: readonly string[], values: TruthValues): Part | null {
  if (accepted.length === 0) return null;
  const name = { host: "which host it was", who: "who did it", object: "what it was done to" }[part];
  if (given.trim() === "") return { weight: 1, share: 0, remark: `You do not say ${name}.` };
  const truths = accepted.map((value) => values.render(value));
  const isRight = truths.some((truth) => namesAnswer(given, truth) || values.canonical(given) === values.canonical(truth));
  const remark = isRight ? null : `"${given}" is not ${name}; compare it with the row that you cite.`;
  return { weight: 1, share: isRight ? 1 : 0, remark };
}
