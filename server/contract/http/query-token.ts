import { z } from "zod";
import { Id, Instant, MutationKey } from "../primitives.ts";

/** What a person calls the tool that will use the token. */
export const QueryTokenName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}]+$/u);

/** A bearer token of the Kusto endpoints, without its secret: that is shown once, when the token is made. */
export const QueryToken = z.object({
  id: Id,
  name: z.string(),
  createdAt: Instant,
  /** To the minute; null before the first use. */
  lastUsedAt: Instant.nullable(),
});
export type QueryToken = z.infer<typeof QueryToken>;

export const QueryTokens = z.object({
  /** What clients call the exercise's logs in a connection string. */
  database: z.string(),
  tokens: z.array(QueryToken),
});
export type QueryTokens = z.infer<typeof QueryTokens>;

export const QueryTokenCreate = z.object({ exerciseId: Id, key: MutationKey, name: QueryTokenName });

export const NewQueryToken = z.object({ token: QueryToken, secret: z.string() });
export type NewQueryToken = z.infer<typeof NewQueryToken>;
