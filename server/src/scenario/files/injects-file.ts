import { z } from "zod";
import { Duration, LocalId, Prose } from "./parts.ts";

/** `injects.yaml`: messages of the tabletop. Texts may quote {{values}}. */
export const InjectsFile = z.strictObject({
  injects: z.array(
    z.strictObject({
      id: LocalId,
      at: Duration.describe("After the exercise start."),
      channel: z.enum(["mail", "chat", "phone", "ticket", "press", "form", "note"]),
      from: Prose,
      to: Prose,
      subject: Prose.max(200).describe("Begins with `[EXERCISE]`, so that no message is ever taken for real."),
      body: Prose,
      expected: Prose.describe("What good handling looks like; the facilitator reads it, the trainee never does."),
    }),
  ),
});
export type InjectsFile = z.infer<typeof InjectsFile>;
