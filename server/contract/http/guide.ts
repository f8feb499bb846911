import { z } from "zod";
import { Instant } from "../primitives.ts";

export const GuideStep = z.object({
  id: z.string(),
  title: z.string(),
  /** Markdown. */
  body: z.string(),
  state: z.enum(["locked", "open", "done"]),
  doneAt: Instant.nullable(),
  hints: z.array(
    z.object({
      index: z.number().int(),
      /** Points, taken from the score only if the step is solved after opening. */
      price: z.number(),
      /** Null until opened. */
      body: z.string().nullable(),
    }),
  ),
});
export type GuideStep = z.infer<typeof GuideStep>;

export const GuideView = z.object({ steps: z.array(GuideStep), doneCount: z.number().int() });
export type GuideView = z.infer<typeof GuideView>;
