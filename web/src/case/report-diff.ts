import type { Finding, Indicator, ReportBody } from "@mailroom/server/contract";
import { isSameBody } from "./report-draft.ts";

/** One place where two versions of a report say different things. */
export interface Difference {
  readonly part: string;
  readonly mine: string;
  readonly theirs: string;
}

const NOTHING = "(nothing)";

function findingText(finding: Finding | undefined): string {
  if (finding === undefined) return NOTHING;
  const { kind, statement, at, host, who, object, confidence, evidenceIds } = finding;
  return [kind, statement, at, host, who, object, `${confidence} %`, `${evidenceIds.length} cited`].filter(Boolean).join(" · ");
}

function indicatorText(indicator: Indicator | undefined): string {
  return indicator === undefined ? NOTHING : [indicator.kind, indicator.value, indicator.note].filter(Boolean).join(" · ");
}

function diffById<T extends { readonly id: string }>(
  part: string,
  mine: readonly T[],
  theirs: readonly T[],
  text: (item: T | undefined) => string,
): readonly Difference[] {
  const ids = [...new Set([...mine, ...theirs].map((item) => item.id))];
  return ids.flatMap((id, index) => {
    const my = mine.find((item) => item.id === id);
    const their = theirs.find((item) => item.id === id);
    // Compared whole: two texts may read the same while they cite other evidence.
    if (JSON.stringify(my) === JSON.stringify(their)) return [];
    return [{ part: `${part} ${index + 1}`, mine: text(my), theirs: text(their) }];
  });
}

function diffText(part: string, mine: string, theirs: string): readonly Difference[] {
  return mine === theirs ? [] : [{ part, mine: mine || NOTHING, theirs: theirs || NOTHING }];
}

/** Where my text and a colleague's differ, in the order of the form. */
export function diffReports(mine: ReportBody, theirs: ReportBody): readonly Difference[] {
  const verdict = (body: ReportBody): string => `${body.verdict}, ${body.verdictConfidence} %`;
  const actions = (body: ReportBody): string => body.actions.map((action) => `${action.actionId}: ${action.reason}`).join("\n");
  return [
    ...diffText("Verdict", verdict(mine), verdict(theirs)),
    ...diffById("Finding", mine.findings, theirs.findings, findingText),
    ...diffById("Indicator", mine.indicators, theirs.indicators, indicatorText),
    ...diffText("Hosts", mine.scope.hosts.join(", "), theirs.scope.hosts.join(", ")),
    ...diffText("Accounts", mine.scope.accounts.join(", "), theirs.scope.accounts.join(", ")),
    ...diffText("Mailboxes", mine.scope.mailboxes.join(", "), theirs.scope.mailboxes.join(", ")),
    ...diffText("Actions", actions(mine), actions(theirs)),
    ...diffText("Narrative", mine.narrative, theirs.narrative),
  ];
}

function mergeById<T extends { readonly id: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] | null {
  const merged: T[] = [];
  for (const id of new Set([...theirs, ...mine].map((item) => item.id))) {
    const [was, my, their] = [base, mine, theirs].map((items) => items.find((item) => item.id === id));
    const one = pick(was, my, their);
    if (one === "conflict") return null;
    if (one !== undefined) merged.push(one);
  }
  return merged;
}

/** The side that changed; "conflict" when both did, differently. */
function pick<T>(base: T, mine: T, theirs: T): T | "conflict" {
  const [was, my, their] = [base, mine, theirs].map((value) => JSON.stringify(value));
  if (my === their || was === my) return theirs;
  return was === their ? mine : "conflict";
}

/**
 * Both people's changes in one report, if they touched different parts; null when they changed the same thing differently
 * and a person must choose.
 */
export function mergeReports(base: ReportBody, mine: ReportBody, theirs: ReportBody): ReportBody | null {
  if (isSameBody(mine, theirs)) return theirs;
  const findings = mergeById(base.findings, mine.findings, theirs.findings);
  const indicators = mergeById(base.indicators, mine.indicators, theirs.indicators);
  const verdict = pick(
    [base.verdict, base.verdictConfidence] as const,
    [mine.verdict, mine.verdictConfidence] as const,
    [theirs.verdict, theirs.verdictConfidence] as const,
  );
  const scope = pick(base.scope, mine.scope, theirs.scope);
  const actions = pick(base.actions, mine.actions, theirs.actions);
  const narrative = pick<{ readonly text: string }>({ text: base.narrative }, { text: mine.narrative }, { text: theirs.narrative });
  if (findings === null || indicators === null || verdict === "conflict" || scope === "conflict") return null;
  if (actions === "conflict" || narrative === "conflict") return null;
  return { verdict: verdict[0], verdictConfidence: verdict[1], findings, indicators, scope, actions, narrative: narrative.text };
}
