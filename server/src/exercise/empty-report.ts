import type { ReportBody } from "../../contract/index.ts";

/** A report before its first save. */
export const EMPTY_REPORT: ReportBody = {
  verdict: "undecided",
  verdictConfidence: 50,
  findings: [],
  indicators: [],
  scope: { hosts: [], accounts: [], mailboxes: [] },
  actions: [],
  narrative: "",
};
