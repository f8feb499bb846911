import { ReportBody } from "@mailroom/server/contract";
import { z } from "zod";

/** An edit that the server has not acknowledged yet, with the version it was made on. */
const Unsent = z.object({ base: ReportBody, baseRevision: z.number(), body: ReportBody });
export type Unsent = z.infer<typeof Unsent>;

const keyOf = (exerciseId: string): string => `mailroom-report-${exerciseId}`;

/** What a closed tab or a crash left behind; null when there is nothing sound. */
export function readUnsent(exerciseId: string): Unsent | null {
  try {
    const parsed = Unsent.safeParse(JSON.parse(localStorage.getItem(keyOf(exerciseId)) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function keepUnsent(exerciseId: string, unsent: Unsent): void {
  try {
    localStorage.setItem(keyOf(exerciseId), JSON.stringify(unsent));
  } catch {
    // Storage may be full or forbidden; the autosave still sends the text within seconds.
  }
}

export function dropUnsent(exerciseId: string): void {
  try {
    localStorage.removeItem(keyOf(exerciseId));
  } catch {
    // Nothing was kept then.
  }
}
