import { z } from "zod";

/** Opaque text id (UUID v4), the primary key of everything that the state database holds. */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** UTC instant as ISO 8601 with a trailing `Z`; up to seven fractional digits, as Kusto prints them. */
export const Instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/);
export type Instant = z.infer<typeof Instant>;

/** Folder name of a scenario. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64);
export type Slug = z.infer<typeof Slug>;

/**
 * Client-chosen key of one mutation. Sending the same key again returns the first answer and changes nothing, so a
 * client may retry after a lost connection without doubling its act.
 */
export const MutationKey = z.uuid();
export type MutationKey = z.infer<typeof MutationKey>;

/** A name that people see: trimmed, one line, 1 to 60 characters. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}]+$/u);

/** Opaque public identity of one telemetry row (`_ItemId`): 32 lower-case hex digits in GUID form. */
export const ItemId = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
export type ItemId = z.infer<typeof ItemId>;

/** How sure somebody is, in percent; scored with a proper rule, so honest numbers pay. */
export const Confidence = z.number().int().min(0).max(100);

export const Severity = z.enum(["informational", "low", "medium", "high"]);
export type Severity = z.infer<typeof Severity>;
export type DisplayName = z.infer<typeof DisplayName>;
export type Confidence = z.infer<typeof Confidence>;
