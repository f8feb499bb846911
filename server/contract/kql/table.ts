import { z } from "zod";

/** Kusto scalar types. */
export const KqlType = z.enum(["bool", "datetime", "decimal", "dynamic", "guid", "int", "long", "real", "string", "timespan"]);
export type KqlType = z.infer<typeof KqlType>;

export const KqlColumn = z.object({
  name: z.string(),
  type: KqlType,
  doc: z.string().optional(),
  /**
   * What can stand inside a cell that is a property bag, or JSON or XML text: one path of names per field, as the column reads once
   * it is parsed. Arrays are looked through: `Data[0].Name` is the path `Data`, `Name`.
   */
  fields: z.array(z.array(z.string())).optional(),
});
export type KqlColumn = z.infer<typeof KqlColumn>;

export const KqlTable = z.object({
  name: z.string(),
  /** What it records, one sentence. */
  doc: z.string(),
  /** What it misses, one sentence; an honest schema page says both. */
  blindSpot: z.string(),
  sample: z.string(),
  columns: z.array(KqlColumn),
  /** Columns that a sensor of this lab really fills; the rest exist because the published schema has them. */
  filled: z.array(z.string()),
});
export type KqlTable = z.infer<typeof KqlTable>;
