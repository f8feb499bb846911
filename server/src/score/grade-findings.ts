import type { Finding, ScoreLine } from "../../contract/index.ts";
import { confidenceRemark, penaltyShare } from "./confidence.ts";
import type { GradeInput } from "./grade-input.ts";
import { type ClaimMatch, matchClaims, stepsOf, type SupportedFinding } from "./match-claims.ts";
import { findDecoy } from "./take-decoy.ts";
import { scoreLine } from "./section.ts";
import { supportOf } from "./supported-steps.ts";
import type { TruthValues } from "./truth-values.ts";

/** What a wrong finding costs at full confidence, when the scenario has no claims to take the measure from. */
const WRONG_FINDING_POINTS = 6;

export interface FindingsGrade {
  readonly lines: readonly ScoreLine[];
  readonly decoysTaken: readonly string[];
}

/** One line per claim that the author wants, and one per finding that asserts something that is not so. */
export function gradeFindings(input: GradeInput, values: TruthValues): FindingsGrade {
  const evidence = new Map(input.evidence.map((item) => [item.id, item]));
  const findings = input.report.findings.map((finding) => ({ finding, support: supportOf(finding, evidence) }));
  const { claims } = input.scenario.grading;
  const matches = matchClaims(claims, findings, input.truthSteps, values);
  const lines = claims.map((claim) => {
    const match = matches.find((candidate) => candidate.claim === claim);
    return match === undefined ? missedLine(claim, findings) : matchedLine(match);
  });
  const decoysTaken = new Set<string>();
  const cost = claims.length === 0 ? WRONG_FINDING_POINTS : claims.reduce((sum, { points }) => sum + points, 0) / claims.length;
  for (const [index, item] of findings.entries()) {
    if (matches.some(({ finding }) => finding === item.finding)) continue;
    const wrong = judgeUnmatched(item, index, input, values, { decoysTaken, cost });
    if (wrong !== null) lines.push(wrong);
  }
  return { lines, decoysTaken: [...decoysTaken] };
}

function matchedLine({ claim, finding, check, points }: ClaimMatch): ScoreLine {
  const remarks = [...check.remarks].join(" ");
  const reason = remarks === "" ? `Right, and proven. ${claim.why}` : `Right at heart. ${remarks} ${claim.why}`;
  return scoreLine("findings", claim.id, claim.title, {
    points,
    pointsMax: claim.points,
    reason: `${reason}${confidenceRemark(finding.confidence)}`,
    stepIds: [...stepsOf(claim)],
  });
}

function missedLine(claim: GradeInput["scenario"]["grading"]["claims"][number], findings: readonly SupportedFinding[]): ScoreLine {
  const isCited = findings.some(({ support }) => stepsOf(claim).some((id) => support.stepIds.has(id)));
  const isNamed = findings.some(({ finding }) => claim.kinds.includes(finding.kind));
  const kind = isCited
    ? "You cite a row that shows it, but no finding says so: state it in a finding of its own, with the kind that fits."
    : isNamed
      ? "You say something of the kind, but the rows that you cite do not show it. Evidence decides, not words."
      : "Not in your report.";
  return scoreLine("findings", claim.id, claim.title, {
    points: 0,
    pointsMax: claim.points,
    reason: `${kind} ${claim.why}`,
    stepIds: [...stepsOf(claim)],
  });
}

interface Ledger {
  readonly decoysTaken: Set<string>;
  readonly cost: number;
}

/** Null when an unmatched finding does no harm: a further word on what is so, or a benign explanation of benign rows. */
function judgeUnmatched(
  { finding, support }: SupportedFinding,
  index: number,
  input: GradeInput,
  values: TruthValues,
  { decoysTaken, cost }: Ledger,
): ScoreLine | null {
  const intruders = intruderSteps(input);
  const citesIntruder = [...support.stepIds].some((id) => intruders.has(id));
  const isBenignClaim = finding.kind === "benign-activity";
  const decoy = isBenignClaim || citesIntruder ? null : findDecoy(finding, support, input.scenario.grading.decoys, values);
  if (decoy?.acceptedKinds.includes(finding.kind) === true) return null;
  if (decoy !== null) {
    decoysTaken.add(decoy.id);
    const points = -Math.max(decoy.penalty, cost) * penaltyShare(finding.confidence);
    return wrongLine(finding, index, points, `${decoy.title}. ${values.render(decoy.whyNot)}`, decoy.stepId === null ? [] : [decoy.stepId]);
  }
  const points = -cost * penaltyShare(finding.confidence);
  if (isBenignClaim) {
    return citesIntruder
      ? wrongLine(finding, index, points, "You call this harmless, but the intruder is behind the rows that you cite.", [])
      : null;
  }
  if (citesIntruder) return isKindOfStory(finding, support, input) ? null : wrongLine(finding, index, points, KIND_WRONG, []);
  if (isKnockAtTheDoor(finding, support)) return null;
  if (support.rowCount === 0)
    return wrongLine(finding, index, points, "No row supports this: it cites no evidence that could show it.", []);
  const whose = support.stepIds.size > 0 ? "somebody other than the intruder is behind them" : "they are ordinary life";
  return wrongLine(finding, index, points, `The rows that you cite do not show this: ${whose}.`, []);
}

/** Strangers scan and try every server on the Internet; saying so of their rows is right, though it earns nothing. */
function isKnockAtTheDoor(finding: Finding, support: SupportedFinding["support"]): boolean {
  const isAttempt = finding.kind === "scanning" || finding.kind === "exploit-attempt";
  return isAttempt && support.rowCount > 0 && support.strangerCount === support.rowCount;
}

const KIND_WRONG = "The rows are the intruder's, but they do not show what this finding says. Look again at what they record.";

/** Another finding on rows whose claim is already taken is no mistake, as long as it says what the claim says. */
function isKindOfStory(finding: Finding, support: SupportedFinding["support"], input: GradeInput): boolean {
  return input.scenario.grading.claims.some(
    (claim) => claim.kinds.includes(finding.kind) && stepsOf(claim).some((id) => support.stepIds.has(id)),
  );
}

function wrongLine(finding: Finding, index: number, points: number, reason: string, stepIds: readonly string[]): ScoreLine {
  const title = `Your finding ${index + 1}: ${finding.statement.trim() === "" ? finding.kind : finding.statement.trim().slice(0, 80)}`;
  return scoreLine("findings", `wrong-${finding.id}`, title, { points, pointsMax: 0, outcome: "wrong", reason, stepIds: [...stepIds] });
}

/** Steps that an intruder took. */
export function intruderSteps({ scenario }: Pick<GradeInput, "scenario">): ReadonlySet<string> {
  const intruders = new Set(scenario.actors.filter(({ kind }) => kind === "intruder").map(({ id }) => id));
  return new Set(scenario.story.filter(({ actorId }) => intruders.has(actorId)).map(({ id }) => id));
}
