import { z } from "zod";
import { DataPart } from "./data-part.ts";
import { OperationPart } from "./operation-part.ts";
import { Duration, LocalDate, LocalId, Prose, Share, UtcInstant } from "./parts.ts";

const Sensor = z.strictObject({
  host: LocalId.describe("Role of the host in the cast."),
  log: z
    .string()
    .describe(
      "Table that the sensor fills, spelt as in the console, e.g. `DeviceProcessEvents`; one channel of `Event`, e.g. `Event/Microsoft-Windows-Sysmon/Operational`; one subcategory of the audit policy, e.g. `SecurityEvent/Process Creation`; or `*` for everything that this host sends.",
    ),
  enabled: z.boolean().optional().describe("False: this host does not log it at all; with `*`, it has no agent."),
  delay: z
    .strictObject({ min: Duration, max: Duration })
    .optional()
    .describe("How long a row takes from the event until it can be queried."),
  retentionDays: z.number().int().min(1).max(3650).optional(),
  duplicates: Share.optional().describe("Share of rows that the agent delivers twice, the second time some minutes later."),
  loss: Share.optional().describe("Share of rows that never arrive."),
  gaps: z
    .array(z.strictObject({ from: UtcInstant, to: UtcInstant }))
    .optional()
    .describe("Times in which nothing arrives: the agent was stopped, the disk was full."),
  clockOffsetMs: z
    .number()
    .int()
    .min(-3_600_000)
    .max(3_600_000)
    .optional()
    .describe("How far this host's clock is ahead of the Exchange server's; with `*` only, for a clock is a whole host's."),
});

const Evidence = z.strictObject({
  table: z.string().describe("Table, spelt as in the console."),
  columns: z.array(z.string()).min(1).describe("Its columns in which an intruder's row may stand out."),
  why: Prose.describe("What a trainee reads there."),
});

/** `scenario.yaml`: what the scenario is and in which frame it plays. */
export const ScenarioFile = z.strictObject({
  title: Prose.max(80).describe("Shown in the catalogue. Must not give the story away."),
  summary: Prose.max(400).describe("Two sentences for the catalogue card."),
  level: z.enum(["beginner", "intermediate", "advanced", "expert"]),
  minutes: z.number().int().min(5).max(600).describe("How long a trainee needs, honestly."),
  audience: Prose.describe("Who it is for."),
  objectives: z
    .array(z.strictObject({ id: LocalId, text: Prose }))
    .min(1)
    .describe("What somebody can do afterwards."),
  skills: z.array(Prose).describe("Words for the catalogue's filter."),
  guided: z.boolean().describe("True: the guide leads step by step, and a learner may start alone."),
  cast: LocalId.describe("File name (without `.yaml`) in `scenarios/casts/`."),
  actors: z.array(LocalId).describe("File names (without `.yaml`) in `scenarios/actors/`."),
  window: z.strictObject({
    exerciseStart: UtcInstant.describe("When the trainee sits down."),
    exerciseMinutes: z.number().int().min(10).max(1440),
    historyDays: z.number().int().min(1).max(90).describe("Whole days of logs before that."),
    timeZone: z.string().describe("IANA name of the organisation's local time, e.g. `Europe/London`."),
    holidays: z.array(LocalDate).optional().describe("Local dates on which the organisation is closed."),
    alertLookbackHours: z
      .number()
      .int()
      .min(0)
      .max(720)
      .describe("Detection rules are run over this many hours before the start, so that the queue is not empty."),
  }),
  volume: Share.describe("Share of real life's volume that is simulated. Planted evidence never scales with it."),
  sensors: z.array(Sensor).optional().describe("Only what differs from each log's defaults."),
  operations: z.array(OperationPart).optional().describe("What the company does to its Exchange servers; ordinary life, not the story."),
  data: DataPart.optional().describe("Watchlists and files for `externaldata`. Nothing outside this folder is ever read."),
  evidence: z
    .array(Evidence)
    .optional()
    .describe("Columns that are the evidence. `mailroom scenario audit` searches all others for shortcuts to the intruders' rows."),
  rules: z.array(LocalId).optional().describe("File names (without `.yaml`) in `scenarios/rules/`. The folder's own `rules/` come on top."),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;
