import { z } from "zod";
import { badRequest, type KustoFailure } from "../../present/kusto/one-api-error.ts";
import { readOptions, type RequestOptions } from "./request-options.ts";

const Body = z.looseObject({
  db: z.string().nullish(),
  csl: z.string().min(1).max(2_000_000),
  properties: z.unknown().optional(),
});

export interface KustoRequest {
  readonly database: string | null;
  readonly text: string;
  readonly options: RequestOptions;
}

export function readRequest(body: unknown): KustoRequest | KustoFailure {
  const parsed = Body.safeParse(body);
  if (!parsed.success) return badRequest('The body must be a JSON object with "csl" (the query, at most 2,000,000 characters) and "db".');
  const options = readOptions(parsed.data.properties);
  if ("status" in options) return options;
  return { database: parsed.data.db ?? null, text: parsed.data.csl, options };
}
