import { z } from "zod";
import { Instant, Slug } from "../primitives.ts";

export const Level = z.enum(["beginner", "intermediate", "advanced", "expert"]);

/** A card of the catalogue: nothing in it gives the story away. */
export const ScenarioCard = z.object({
  slug: Slug,
  title: z.string(),
  summary: z.string(),
  level: Level,
  minutes: z.number().int(),
  audience: z.string(),
  objectives: z.array(z.string()),
  skills: z.array(z.string()),
  isGuided: z.boolean(),
});
export type ScenarioCard = z.infer<typeof ScenarioCard>;

export const LintFinding = z.object({
  severity: z.enum(["error", "warning"]),
  /** Stable, kebab-case, e.g. `scenario-unknown-key`. */
  code: z.string(),
  /** Path inside `scenarios/`, with forward slashes. */
  file: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  message: z.string(),
  fix: z.string().nullable(),
});
export type LintFinding = z.infer<typeof LintFinding>;

/** A scenario as its author sees it. `card` is null when the files are too broken to read. */
export const StudioScenario = z.object({
  slug: z.string(),
  card: ScenarioCard.nullable(),
  findings: z.array(LintFinding),
});
export type StudioScenario = z.infer<typeof StudioScenario>;

/** The emitted timeline of one (scenario, seed): what the author previews before a class sees it. */
export const ScenarioPreview = z.object({
  slug: Slug,
  seed: z.number().int(),
  organisation: z.string(),
  simStart: Instant,
  simEnd: Instant,
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), storyRows: z.number().int() })),
  steps: z.array(
    z.object({
      id: z.string(),
      at: Instant,
      actor: z.string(),
      title: z.string(),
      techniques: z.array(z.string()),
      rows: z.array(z.object({ table: z.string(), count: z.number().int() })),
    }),
  ),
  injects: z.array(z.object({ id: z.string(), at: Instant, from: z.string(), subject: z.string() })),
  proofs: z.array(z.object({ file: z.string(), question: z.string(), rows: z.number().int(), isOk: z.boolean(), message: z.string() })),
});
export type ScenarioPreview = z.infer<typeof ScenarioPreview>;
export type Level = z.infer<typeof Level>;
