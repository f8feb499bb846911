import { z } from "zod";

/** A function that every query of an exercise may call by name, as a workspace's saved functions are. */
export const KqlFunction = z.object({
  name: z.string(),
  /** With its brackets, as declared: `(starttime: datetime = datetime(null), pack: bool = false)`. */
  parameters: z.string(),
  /** KQL, with its braces. */
  body: z.string(),
  /** What it gives and what it leaves out. */
  doc: z.string(),
});
export type KqlFunction = z.infer<typeof KqlFunction>;
