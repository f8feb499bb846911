import type { ReportBody, ReportView } from "@mailroom/server/contract";
import { mergeReports } from "./report-diff.ts";
import { isSameBody } from "./report-draft.ts";

/**
 * The editing of one report: the version that the server last confirmed, what stands in the form now, and whether a save is
 * under way. All transitions are here; timers, storage and requests are the hook's.
 */
export interface ReportSession {
  readonly confirmed: ReportBody;
  readonly revision: number;
  readonly body: ReportBody;
  /** Text that a request is carrying just now. */
  readonly sending: ReportBody | null;
  /** A colleague's version that could not be merged by itself. */
  readonly conflict: { readonly theirs: ReportBody; readonly revision: number; readonly savedBy: string | null } | null;
  readonly failure: unknown;
}

export type SaveState = "saved" | "unsaved" | "saving" | "failed" | "conflict";

export function openSession(
  view: ReportView,
  unsent: { readonly base: ReportBody; readonly baseRevision: number; readonly body: ReportBody } | null,
): ReportSession {
  const session: ReportSession = {
    confirmed: view.body,
    revision: view.revision,
    body: view.body,
    sending: null,
    conflict: null,
    failure: null,
  };
  if (unsent === null || view.submittedAt !== null) return session;
  if (unsent.baseRevision === view.revision) return { ...session, body: unsent.body };
  // The unsent text was made on an older version: it comes in as a change against that one.
  return meet({ ...session, confirmed: unsent.base, revision: unsent.baseRevision, body: unsent.body }, view);
}

export function saveStateOf(session: ReportSession): SaveState {
  if (session.conflict !== null) return "conflict";
  if (session.sending !== null) return "saving";
  if (session.failure !== null) return "failed";
  return isSameBody(session.body, session.confirmed) ? "saved" : "unsaved";
}

export function edit(session: ReportSession, body: ReportBody): ReportSession {
  return { ...session, body, failure: null };
}

export function beginSave(session: ReportSession): ReportSession {
  return { ...session, sending: session.body, failure: null };
}

/** The server took what was sent; what was typed meanwhile is still to be saved. */
export function confirmSave(session: ReportSession, view: ReportView): ReportSession {
  // What was sent counts as confirmed, not the echo: a server that tidies a text must not set off another save.
  return { ...session, confirmed: session.sending ?? view.body, revision: view.revision, sending: null, failure: null };
}

export function failSave(session: ReportSession, failure: unknown): ReportSession {
  return { ...session, sending: null, failure };
}

/**
 * Somebody else's newer version arrives, by a refused save or over the live channel. Without own changes it is taken over;
 * changes to other parts are merged; changes to the same part wait for a person.
 */
export function meet(session: ReportSession, theirs: Pick<ReportView, "body" | "revision" | "savedBy">): ReportSession {
  if (theirs.revision <= session.revision) return { ...session, sending: null };
  const merged = mergeReports(session.confirmed, session.body, theirs.body);
  if (merged === null) {
    return { ...session, sending: null, conflict: { theirs: theirs.body, revision: theirs.revision, savedBy: theirs.savedBy } };
  }
  return { confirmed: theirs.body, revision: theirs.revision, body: merged, sending: null, conflict: null, failure: null };
}

/** A person chose: mine goes on as a change of theirs, or theirs replaces mine. */
export function settleConflict(session: ReportSession, keep: "mine" | "theirs"): ReportSession {
  if (session.conflict === null) return session;
  const { theirs, revision } = session.conflict;
  return { confirmed: theirs, revision, body: keep === "mine" ? session.body : theirs, sending: null, conflict: null, failure: null };
}
