import type { Finding } from "../../contract/index.ts";
import type { GradedEvidence } from "./grade-input.ts";

/** What the evidence that a finding cites really is. */
export interface Support {
  /** Story steps behind the cited rows. */
  readonly stepIds: ReadonlySet<string>;
  /** Cited rows of ordinary life. */
  readonly ordinaryCount: number;
  /** Those of them that strangers on the Internet caused: scanners and guessers who have no part in the story. */
  readonly strangerCount: number;
  /** Cited rows in all, removed and unknown ones left out. */
  readonly rowCount: number;
}

export function supportOf(finding: Finding, evidence: ReadonlyMap<string, GradedEvidence>): Support {
  const stepIds = new Set<string>();
  let ordinaryCount = 0;
  let strangerCount = 0;
  let rowCount = 0;
  for (const id of new Set(finding.evidenceIds)) {
    const cause = evidence.get(id)?.isRemoved === false ? (evidence.get(id)?.cause ?? null) : null;
    if (cause === null) continue;
    rowCount += 1;
    if (cause.stepId !== null) stepIds.add(cause.stepId);
    else {
      ordinaryCount += 1;
      if (cause.actor.startsWith("internet/")) strangerCount += 1;
    }
  }
  return { stepIds, ordinaryCount, strangerCount, rowCount };
}
