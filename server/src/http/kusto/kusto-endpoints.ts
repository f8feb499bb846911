import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { cancelQuery } from "../../exercise/commands/hunt.ts";
import type { QueryAnswer, RequestNames } from "../../present/kusto/answer-facts.ts";
import { type KustoFailure, oneApiError } from "../../present/kusto/one-api-error.ts";
import { v1CommandAnswer, v1QueryAnswer } from "../../present/kusto/v1-tables.ts";
import { v2Answer } from "../../present/kusto/v2-frames.ts";
import type { RouteDeps } from "../context.ts";
import { answerCommand } from "./answer-command.ts";
import { answerQuery } from "./answer-query.ts";
import { authenticate, type TokenCaller } from "./authenticate.ts";
import { openDatabase } from "./open-database.ts";
import { readJsonBody } from "./read-json-body.ts";
import { toFailure } from "./refusal-to-failure.ts";
import { type KustoRequest, readRequest } from "./request-body.ts";
import { isFailure } from "./show-commands.ts";

const REQUEST_ID_LENGTH_MAX = 200;

type Answer = Iterable<string> | KustoFailure;
type Work = (caller: TokenCaller, request: KustoRequest, names: RequestNames) => Promise<Answer>;

/**
 * The query part of Kusto's REST protocol, for notebooks and desktop tools. Clients expect it at the root of the address that
 * they are given; what they say and get is in `present/kusto`.
 */
export function kustoEndpoints(deps: RouteDeps): Router {
  const { lab } = deps;
  const query =
    (write: (answer: QueryAnswer) => Iterable<string>): Work =>
    async (caller, request, names) => {
      const answer = await answerQuery(lab, caller, request, names);
      return "status" in answer ? answer : write(answer);
    };
  const command: Work = async (caller, { text }) => {
    const answer = await answerCommand(lab, caller, text);
    return isFailure(answer) ? answer : v1CommandAnswer(answer);
  };
  const router = Router();
  router.get("/v1/rest/auth/metadata", authMetadata);
  router.post("/v1/rest/query", endpoint(deps, query(v1QueryAnswer)));
  router.post("/v2/rest/query", endpoint(deps, query(v2Answer)));
  router.post("/v1/rest/mgmt", endpoint(deps, command));
  router.use(["/v1/rest", "/v2/rest"], (request, response) => sendFailure(response, NO_SUCH_ENDPOINT, nameRequest(request, response)));
  return router;
}

/**
 * Clients ask where to sign in before they do anything. Tokens of the lab are no tokens of that service, and none of the clients
 * that bring their own token goes there; what counts is that the answer has the shape that they check addresses against.
 */
const authMetadata: RequestHandler = (_request, response) => {
  response.json({
    AzureAD: {
      LoginEndpoint: "https://login.microsoftonline.com",
      LoginMfaRequired: false,
      KustoClientAppId: "db662dc1-0cfe-4e1c-a843-19a68e65be58",
      KustoClientRedirectUri: "https://microsoft/kustoclient",
      KustoServiceResourceId: "https://kusto.kusto.windows.net",
      FirstPartyAuthorityUrl: "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a",
    },
    dSTS: { CloudEndpointSuffix: "", DstsRealm: "", DstsInstance: "", KustoDnsHostName: "", ServiceName: "" },
  });
};

/** Names the request in its answer's headers, whatever becomes of it. */
function nameRequest(request: Request, response: Response): RequestNames {
  const given = request.headers["x-ms-client-request-id"];
  const isUsable = typeof given === "string" && given.length <= REQUEST_ID_LENGTH_MAX && /^[\x20-\x7e]+$/.test(given);
  const clientRequestId = isUsable ? given : `unspecified;${randomUUID()}`;
  const activityId = randomUUID();
  response.setHeader("x-ms-client-request-id", clientRequestId);
  response.setHeader("x-ms-activity-id", activityId);
  response.setHeader("cache-control", "no-store");
  return { clientRequestId, activityId, timestamp: new Date().toISOString().replace("Z", "0000Z") };
}

function endpoint(deps: RouteDeps, work: Work): RequestHandler {
  return async (request, response) => {
    const names = nameRequest(request, response);
    try {
      const answer = await answerRequest(deps, work, request, response, names);
      if ("status" in answer) return sendFailure(response, answer, names);
      response.status(200).type("application/json");
      await pipeline(Readable.from(answer), response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendFailure(response, toFailure(error, deps.logger), names);
    }
  };
}

/** Asks who it is before it reads the body: strangers need not be listened to. */
async function answerRequest(deps: RouteDeps, work: Work, request: Request, response: Response, names: RequestNames): Promise<Answer> {
  const { authorization } = request.headers;
  const caller = await authenticate(deps, { authorization, clientAddress: request.ip ?? "unknown" });
  const parsed = readRequest(await readJsonBody(request, response));
  if ("status" in parsed) return parsed;
  const closed = openDatabase(parsed.database, caller.visit);
  if (closed !== null) return closed;
  const stop = (): void => {
    // Nobody waits for the answer any longer; a query that has ended by itself is nobody's loss.
    cancelQuery(deps.lab, caller.actor, caller.visit.exercise.id, names.clientRequestId).catch((error: unknown) =>
      deps.logger.warn({ err: error }, "a query could not be cancelled"),
    );
  };
  response.once("close", stop);
  const answer = await work(caller, parsed, names);
  response.off("close", stop);
  return answer;
}

const NO_SUCH_ENDPOINT: KustoFailure = {
  status: 404,
  code: "NotFound",
  type: "KustoBadRequestException",
  message: "There is no such endpoint here. The lab answers POST to /v1/rest/query, /v2/rest/query and /v1/rest/mgmt.",
  isPermanent: true,
  details: [],
};

function sendFailure(response: Response, failure: KustoFailure, names: RequestNames): void {
  if (failure.status === 401) response.setHeader("www-authenticate", 'Bearer realm="Mailroom"');
  response.status(failure.status).json(oneApiError(failure, names));
}
