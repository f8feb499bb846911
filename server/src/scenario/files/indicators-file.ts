import { z } from "zod";
import { Duration, Prose } from "./parts.ts";

/** What an indicator is of; each fills the columns that Microsoft Sentinel gives it. */
export const IndicatorType = z.enum(["ipv4", "ipv6", "domain", "url", "file-name", "sha256", "sha1", "md5", "email", "user-agent"]);
export type IndicatorType = z.infer<typeof IndicatorType>;

const Indicator = z.strictObject({
  type: IndicatorType,
  value: Prose.describe("What to look for; may quote `{{values}}` of the run."),
  description: Prose.describe("What its source says of it, as the table shows it."),
  threat: Prose.describe("Kind of threat, as feeds say it: `Botnet`, `C2`, `Scanning`, `Phishing` …"),
  confidence: z.number().int().min(0).max(100).describe("How sure its source is."),
  source: Prose.describe("Who publishes it."),
  tags: z.array(Prose).optional(),
  added: Duration.optional().describe("How long before the exercise it came into the workspace; one day where nothing is said."),
  expires: Duration.optional().describe("How long after that it is valid; thirty days where nothing is said."),
});

/** `indicators.yaml`: what threat intelligence the workspace has taken in. */
export const IndicatorsFile = z.strictObject({ indicators: z.array(Indicator).min(1).max(5000) });
export type IndicatorsFile = z.infer<typeof IndicatorsFile>;
