import { z } from "zod";
import { LocalId, UtcInstant } from "./parts.ts";

const at = UtcInstant.describe("When it begins.");
const host = LocalId.describe("Role of the Exchange server in the cast.");

export const MEASURES = ["rewrite-cookies", "stop-control-panel", "stop-address-book", "stop-voice-mail"] as const;

const Measures = z
  .array(z.enum(MEASURES))
  .min(1)
  .describe(
    "`rewrite-cookies`: requests with a forged routing cookie are cut off. `stop-control-panel`, `stop-address-book`: the application pool is stopped and answers 503. `stop-voice-mail`: the Unified Messaging service is disabled.",
  );

/** What the company's own administrators, or its machines, do to an Exchange server. Part of ordinary life, not of the story. */
export const OperationPart = z.discriminatedUnion("do", [
  z.strictObject({ at, host, do: z.literal("iis-reset") }),
  z.strictObject({ at, host, do: z.literal("mitigate"), measures: Measures }),
  z.strictObject({ at, host, do: z.literal("lift-mitigation"), measures: Measures }),
  z.strictObject({
    at,
    host,
    do: z.literal("install-update"),
    build: z
      .string()
      .regex(/^1[45]\.\d\.\d{3,4}\.\d{1,2}$/, "A build looks like `15.1.2176.2`")
      .describe("To which it brings the server: a security update of the same cumulative update, or another cumulative update."),
  }),
  z.strictObject({
    at,
    host,
    do: z.literal("move-databases"),
    to: LocalId.optional().describe("Member of its group that takes the databases; left out, the next."),
  }),
  z.strictObject({
    at,
    host,
    do: z.literal("lose-node"),
    seconds: z.number().int().min(20).max(600).describe("How long nobody reaches it."),
  }),
]);
export type OperationPart = z.infer<typeof OperationPart>;
