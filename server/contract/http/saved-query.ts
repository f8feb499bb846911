import { z } from "zod";
import { Id, Instant, MutationKey } from "../primitives.ts";
import { HuntRange } from "./hunt.ts";

/** Short enough for a list, unique in the team without regard to case. */
export const SavedQueryName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u);

const SavedQueryText = z.string().trim().min(1).max(50_000);

/** A query that a team keeps under a name, with the time range that it was asked for. */
export const SavedQueryView = z.object({
  id: Id,
  name: z.string(),
  text: z.string(),
  range: HuntRange,
  /** Who changed it last. */
  savedBy: z.string(),
  savedAt: Instant,
  /** Taken off the list; it can come back. */
  isRemoved: z.boolean(),
});
export type SavedQueryView = z.infer<typeof SavedQueryView>;

export const SavedQueryCreate = z.object({
  exerciseId: Id,
  key: MutationKey,
  name: SavedQueryName,
  text: SavedQueryText,
  range: HuntRange,
});
export type SavedQueryCreate = z.infer<typeof SavedQueryCreate>;

/** What is absent stays as it is. */
export const SavedQueryUpdate = z.object({
  exerciseId: Id,
  key: MutationKey,
  savedQueryId: Id,
  name: SavedQueryName.optional(),
  text: SavedQueryText.optional(),
  range: HuntRange.optional(),
  isRemoved: z.boolean().optional(),
});
export type SavedQueryUpdate = z.infer<typeof SavedQueryUpdate>;
