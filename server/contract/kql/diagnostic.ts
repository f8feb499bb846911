import { z } from "zod";

/** One problem in a query. Offsets are UTF-16 code units into the text as the person typed it. */
export const KqlDiagnostic = z.object({
  severity: z.enum(["error", "warning", "information"]),
  /** Stable: `kql/unknown-column`, `kql/unsupported`, `query/timeout` … */
  code: z.string(),
  message: z.string(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  /** Replacement text for the span, where one is known. */
  fix: z.object({ title: z.string(), text: z.string() }).nullable(),
});
export type KqlDiagnostic = z.infer<typeof KqlDiagnostic>;
