import { VerdictKind } from "@mailroom/server/contract";
import { z } from "zod";
import { type LocalDraft, localDraft } from "../base/local-draft.ts";

const VerdictDraft = z.object({
  kind: VerdictKind.nullable(),
  /** In percent. */
  confidence: z.number().min(0).max(100),
  reason: z.string(),
  duplicateOf: z.string().nullable(),
});
/** A verdict being written. */
export type VerdictDraft = z.infer<typeof VerdictDraft>;

export const EMPTY_VERDICT: VerdictDraft = { kind: null, confidence: 70, reason: "", duplicateOf: null };

/** The half-written verdict on an alert: it waits while one looks at other alerts, and goes when the server has the whole. */
export function verdictDraft(alertId: string): LocalDraft<VerdictDraft> {
  return localDraft(`mailroom-verdict-${alertId}`, VerdictDraft);
}
