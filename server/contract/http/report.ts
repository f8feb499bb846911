import { z } from "zod";
import { Confidence, Id, Instant, MutationKey } from "../primitives.ts";

/** What kind of thing a finding asserts; a closed list, so that grading can compare it with the story. */
export const FindingKind = z.enum([
  "scanning",
  "exploit-attempt",
  "initial-access",
  "web-shell-written",
  "web-shell-used",
  "command-executed",
  "account-changed",
  "credential-access",
  "persistence",
  "lateral-movement",
  "mailbox-access",
  "data-staged",
  "data-exfiltrated",
  "cleanup",
  "benign-activity",
]);
export type FindingKind = z.infer<typeof FindingKind>;

/** One finding: what, when, where, who, how sure, on which evidence. Empty strings mean "not stated". */
export const Finding = z.object({
  id: z.uuid(),
  kind: FindingKind,
  statement: z.string().max(2000),
  at: Instant.nullable(),
  host: z.string().max(255),
  /** Address, account or process that did it. */
  who: z.string().max(255),
  /** File path, URL, command or mailbox that it was done to. */
  object: z.string().max(2000),
  confidence: Confidence,
  evidenceIds: z.array(Id).max(100),
});
export type Finding = z.infer<typeof Finding>;

export const IndicatorKind = z.enum(["ip", "domain", "url", "file-name", "file-path", "sha256", "user-agent", "account", "command-line"]);

/** Values are compared after normalising case, blanks, defanging (`[.]`, `hxxp`) and slashes. */
export const Indicator = z.object({ id: z.uuid(), kind: IndicatorKind, value: z.string().max(2000), note: z.string().max(500) });

export const ReportBody = z.object({
  verdict: z.enum(["undecided", "not-compromised", "attempted", "compromised"]),
  verdictConfidence: Confidence,
  findings: z.array(Finding).max(60),
  indicators: z.array(Indicator).max(200),
  scope: z.object({
    hosts: z.array(z.string().max(255)).max(500),
    accounts: z.array(z.string().max(255)).max(500),
    mailboxes: z.array(z.string().max(255)).max(500),
  }),
  /** Ids from the scenario's action library, each with a reason. */
  actions: z.array(z.object({ actionId: z.string(), reason: z.string().max(1000) })).max(60),
  narrative: z.string().max(20_000),
});
export type ReportBody = z.infer<typeof ReportBody>;

export const ReportView = z.object({
  body: ReportBody,
  /** Rises with every save; a save that names an older one is refused with both texts, so nobody overwrites a colleague. */
  revision: z.number().int(),
  savedAt: Instant.nullable(),
  savedBy: z.string().nullable(),
  submittedAt: Instant.nullable(),
  submittedBy: z.string().nullable(),
  /** What may be recommended in this scenario; right and wrong ones alike. */
  actionLibrary: z.array(z.object({ id: z.string(), title: z.string(), description: z.string() })),
});
export type ReportView = z.infer<typeof ReportView>;

export const ReportSave = z.object({ key: MutationKey, exerciseId: Id, baseRevision: z.number().int(), body: ReportBody });
export const ReportSubmit = z.object({ key: MutationKey, exerciseId: Id, baseRevision: z.number().int() });
export type IndicatorKind = z.infer<typeof IndicatorKind>;
export type Indicator = z.infer<typeof Indicator>;
export type ReportSave = z.infer<typeof ReportSave>;
export type ReportSubmit = z.infer<typeof ReportSubmit>;
