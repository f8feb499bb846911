import express, { type RequestHandler, Router } from "express";
import { z } from "zod";
import { QueryRequest } from "../../../contract/index.ts";
import { ATTEMPT_LIMITS } from "../../auth/attempt-limits.ts";
import { explainOperatorQuery, runOperatorQuery, type OperatorRequest } from "../../exercise/commands/operate.ts";
import type { Lab } from "../../exercise/lab.ts";
import { Refusal, refuseTooMany } from "../../exercise/refusal.ts";
import { exerciseId, type ExerciseId } from "../../state/ids.ts";
import type { RouteDeps } from "../context.ts";
import { bringsKey } from "../key-check.ts";
import { REFUSAL_STATUS } from "../refusal-status.ts";

const BODY = "4mb";
const Params = z.object({ id: z.string().min(1).max(64) });
const Asked = QueryRequest.pick({ text: true, range: true });

/**
 * Where the command line asks a running lab, which alone may open the worlds of its data folder. Opened by the operator's key, which
 * lies in that folder: whoever can read it runs the lab.
 */
export function operatorEndpoint(deps: RouteDeps, operatorKey: string): Router {
  const router = Router();
  const asked = (work: (lab: Lab, id: ExerciseId, request: OperatorRequest) => Promise<unknown>) => [
    lockedBy(operatorKey, deps),
    express.json({ limit: BODY }),
    answer(deps, work),
  ];
  router.post("/operator/exercises/:id/queries", ...asked(runOperatorQuery));
  router.post("/operator/exercises/:id/explanations", ...asked(explainOperatorQuery));
  return router;
}

/** Before the body is read: strangers need not be listened to. */
function lockedBy(key: string, { limits }: RouteDeps): RequestHandler {
  return (request, response, next) => {
    if (bringsKey(request.headers.authorization, key)) return next();
    const subject = request.ip ?? "unknown";
    const seconds = limits.waitSeconds(ATTEMPT_LIMITS.unknownQueryToken, subject);
    limits.count(ATTEMPT_LIMITS.unknownQueryToken, subject);
    const refusal = seconds > 0 ? refuseTooMany(seconds) : new Refusal("UNAUTHORIZED", "This is not the operator's key.");
    response.status(REFUSAL_STATUS[refusal.kind]).json({ message: refusal.message });
  };
}

function answer({ lab }: RouteDeps, work: (lab: Lab, id: ExerciseId, request: OperatorRequest) => Promise<unknown>): RequestHandler {
  return async (request, response) => {
    const [params, body] = [Params.safeParse(request.params), Asked.safeParse(request.body)];
    if (!params.success || !body.success) {
      response.status(400).json({ message: "This is not a query." });
      return;
    }
    try {
      response.json(await work(lab, exerciseId(params.data.id), body.data));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.status(REFUSAL_STATUS[error.kind]).json({ message: error.message });
    }
  };
}
