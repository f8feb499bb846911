import { z } from "zod";
import { KqlColumn } from "../kql/table.ts";
import { Id, Instant, ItemId, MutationKey } from "../primitives.ts";

export const EvidenceView = z.object({
  id: Id,
  /** Null for "I looked and found nothing" and for aggregates. */
  itemId: ItemId.nullable(),
  kind: z.enum(["row", "aggregate", "nothing-found"]),
  table: z.string().nullable(),
  /** Event time of the row, if it has one. */
  eventAt: Instant.nullable(),
  /** The row as it stood in the grid. */
  columns: z.array(KqlColumn),
  cells: z.array(z.json()),
  queryText: z.string(),
  note: z.string(),
  /** The finding headings it was filed under, free text. */
  labels: z.array(z.string()),
  pinnedBy: z.string(),
  pinnedAt: Instant,
  isRemoved: z.boolean(),
});
export type EvidenceView = z.infer<typeof EvidenceView>;

export const PinRequest = z.object({
  key: MutationKey,
  exerciseId: Id,
  kind: z.enum(["row", "aggregate", "nothing-found"]),
  itemId: ItemId.nullable(),
  columns: z.array(KqlColumn).max(400),
  cells: z.array(z.json()).max(400),
  queryText: z.string().min(1).max(2_000_000),
  note: z.string().max(4000),
});

export const EvidenceUpdate = z.object({
  key: MutationKey,
  exerciseId: Id,
  evidenceId: Id,
  note: z.string().max(4000).optional(),
  labels: z.array(z.string().max(60)).max(20).optional(),
  /** True takes it off the board, false brings it back: undo, not delete. */
  isRemoved: z.boolean().optional(),
});
export type PinRequest = z.infer<typeof PinRequest>;
export type EvidenceUpdate = z.infer<typeof EvidenceUpdate>;
