import { ReportBody } from "@mailroom/server/contract";
import { z } from "zod";
import { type LocalDraft, localDraft } from "../base/local-draft.ts";

/** An edit that the server has not acknowledged yet, with the version it was made on. */
const Unsent = z.object({ base: ReportBody, baseRevision: z.number(), body: ReportBody });
export type Unsent = z.infer<typeof Unsent>;

export function unsentReport(exerciseId: string): LocalDraft<Unsent> {
  return localDraft(`mailroom-report-${exerciseId}`, Unsent);
}
