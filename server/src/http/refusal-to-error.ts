import { randomUUID } from "node:crypto";
import { ORPCError } from "@orpc/server";
import type { Logger } from "pino";
import { Refusal } from "../exercise/refusal.ts";

/** A refusal as the contract's error of the same code; anything else as a calm sentence whose id is in the log. */
export function toContractError(error: unknown, logger: Logger): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error;
  if (error instanceof Refusal) return new ORPCError(error.kind, { message: error.message, data: error.data });
  const id = randomUUID();
  logger.error({ err: error, id }, "a request failed");
  return new ORPCError("INTERNAL_SERVER_ERROR", { message: calmSentence(id), data: { id } });
}

export function calmSentence(id: string): string {
  return `Something went wrong on our side and has been written down as ${id}. Nothing of yours was lost; please try again.`;
}
