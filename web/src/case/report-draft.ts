import type { Finding, Indicator, IndicatorKind, ReportBody } from "@mailroom/server/contract";

/** Everything a person may change in the report editor goes through these; each returns a new body. */

export function newFinding(id: string): Finding {
  return { id, kind: "initial-access", statement: "", at: null, host: "", who: "", object: "", confidence: 70, evidenceIds: [] };
}

export function withFinding(body: ReportBody, finding: Finding): ReportBody {
  const isKnown = body.findings.some((one) => one.id === finding.id);
  return { ...body, findings: isKnown ? body.findings.map((one) => (one.id === finding.id ? finding : one)) : [...body.findings, finding] };
}

export function withoutFinding(body: ReportBody, id: string): ReportBody {
  return { ...body, findings: body.findings.filter((one) => one.id !== id) };
}

export function newIndicator(id: string, kind: IndicatorKind = "ip"): Indicator {
  return { id, kind, value: "", note: "" };
}

export function withIndicator(body: ReportBody, indicator: Indicator): ReportBody {
  const isKnown = body.indicators.some((one) => one.id === indicator.id);
  return {
    ...body,
    indicators: isKnown ? body.indicators.map((one) => (one.id === indicator.id ? indicator : one)) : [...body.indicators, indicator],
  };
}

export function withoutIndicator(body: ReportBody, id: string): ReportBody {
  return { ...body, indicators: body.indicators.filter((one) => one.id !== id) };
}

/** Chooses an action of the library (with an empty reason), changes its reason, or drops it (`reason` null). */
export function withAction(body: ReportBody, actionId: string, reason: string | null): ReportBody {
  const others = body.actions.filter((action) => action.actionId !== actionId);
  if (reason === null) return { ...body, actions: others };
  const isKnown = others.length < body.actions.length;
  return {
    ...body,
    actions: isKnown
      ? body.actions.map((action) => (action.actionId === actionId ? { actionId, reason } : action))
      : [...body.actions, { actionId, reason }],
  };
}

/** Ids of the evidence that some finding cites. */
export function citedEvidence(body: ReportBody): ReadonlySet<string> {
  return new Set(body.findings.flatMap((finding) => finding.evidenceIds));
}

/** Same content, whatever the order of keys. */
export function isSameBody(a: ReportBody, b: ReportBody): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
