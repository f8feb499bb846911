import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { z } from "zod";
import { ATTEMPT_LIMITS } from "../../auth/attempt-limits.ts";
import { hearRequest } from "../../exercise/commands/hear-request.ts";
import { Refusal } from "../../exercise/refusal.ts";
import { exerciseId } from "../../state/ids.ts";
import type { RouteDeps } from "../context.ts";
import { bringsKey } from "../key-check.ts";
import { REFUSAL_STATUS } from "../refusal-status.ts";

const BODY_BYTES_MAX = 16 * 1024;

const printable = (lengthMax: number): z.ZodString =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[\x20-\x7e]*$/);

/** The facts of one request, as the listener reports them. */
const Heard = z.strictObject({
  exerciseId: z.string().max(64).nullable(),
  request: z.strictObject({
    method: z.string().regex(/^[A-Z_]{1,20}$/),
    host: printable(255),
    path: printable(1_024).startsWith("/"),
    query: printable(1_024),
    userAgent: printable(512),
    referer: printable(512),
    clientIp: z.ipv4(),
    bodyBytes: z.number().int().min(0),
    origin: printable(300),
  }),
});

/**
 * Where the look-alike listener asks what the simulated server says. Opened by the listener's key, which lies in the lab's data
 * folder: whoever can read that folder runs the lab.
 */
export function listenerEndpoint(deps: RouteDeps, listenerKey: string): Router {
  const router = Router();
  router.post("/listener/requests", express.json({ limit: BODY_BYTES_MAX }), hear(deps, listenerKey));
  return router;
}

function hear(deps: RouteDeps, listenerKey: string): RequestHandler {
  return async (request, response) => {
    try {
      await answer(deps, listenerKey, request, response);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.status(REFUSAL_STATUS[error.kind]).json({ message: error.message });
    }
  };
}

async function answer({ lab, limits }: RouteDeps, listenerKey: string, request: Request, response: Response): Promise<void> {
  const isKnown = bringsKey(request.headers.authorization, listenerKey);
  const { limit, subject } = isKnown
    ? { limit: ATTEMPT_LIMITS.listener, subject: "key" }
    : { limit: ATTEMPT_LIMITS.unknownQueryToken, subject: request.ip ?? "unknown" };
  const retryAfterSeconds = limits.waitSeconds(limit, subject);
  if (retryAfterSeconds > 0) throw new Refusal("TOO_MANY_REQUESTS", "Too many requests. Wait a moment.", { retryAfterSeconds });
  limits.count(limit, subject);
  if (!isKnown) throw new Refusal("UNAUTHORIZED", "This is not the listener's key.");
  const heard = Heard.safeParse(request.body);
  if (!heard.success) {
    response.status(400).json({ message: "These are not the facts of a request." });
    return;
  }
  const { exerciseId: id, request: facts } = heard.data;
  const seen = await hearRequest(lab, id === null ? null : exerciseId(id), facts);
  response.status(200).json({ answer: seen });
}
