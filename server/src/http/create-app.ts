import { randomUUID } from "node:crypto";
import { toNodeHandler } from "better-auth/node";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Logger } from "pino";
import { CLIENT_ADDRESS_HEADER } from "../auth/client-address.ts";
import type { Auth } from "../auth/create-auth.ts";
import { contractHandler } from "./contract-handler.ts";
import type { RouteDeps } from "./context.ts";
import { kustoEndpoints } from "./kusto/kusto-endpoints.ts";
import { listenerEndpoint } from "./listener/listener-endpoint.ts";
import { operatorEndpoint } from "./operator/operator-endpoint.ts";
import { openApiDocument } from "./openapi.ts";
import { checkOrigin } from "./origin-check.ts";
import { calmSentence } from "./refusal-to-error.ts";
import { securityHeaders } from "./security-headers.ts";
import { consolePage, staticFiles } from "./static-files.ts";

export interface AppDeps extends RouteDeps {
  readonly auth: Auth;
  /** The built console. */
  readonly webFolder: string;
  readonly isHttps: boolean;
  /** How many proxies in front may be believed about the client's address. */
  readonly proxiesTrusted: number;
  /** Opens the endpoint of the look-alike listener. */
  readonly listenerKey: string;
  /** Opens the endpoint of the command line. */
  readonly operatorKey: string;
}

/** The ways of better-auth that we use; its other endpoints stay shut. */
const AUTH_PATHS = ["join", "solo", "link", "credentials", "sign-in/email", "sign-out", "get-session"];

/** The whole HTTP server, layer by layer. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", deps.proxiesTrusted);
  app.use(securityHeaders(deps.isHttps));
  app.get("/healthz", (_request, response) => {
    response.json({ ok: true });
  });
  app.use("/api", stampClientAddress, checkOrigin);
  app.get("/api/openapi.json", openApiDocument());
  const authHandler = toNodeHandler(deps.auth.handler);
  for (const path of AUTH_PATHS)
    app.all(`/api/auth/${path}`, limitBody(AUTH_BODY_BYTES_MAX), (request, response) => authHandler(request, response));
  app.use("/api/v1", contractHandler(deps, deps.auth));
  app.use("/api", noSuchThing);
  app.use(kustoEndpoints(deps));
  app.use(listenerEndpoint(deps, deps.listenerKey));
  app.use(operatorEndpoint(deps, deps.operatorKey));
  app.use(staticFiles(deps.webFolder));
  app.use(consolePage(deps.webFolder));
  app.use(noSuchThing);
  app.use(answerError(deps.logger));
  return app;
}

const AUTH_BODY_BYTES_MAX = 16 * 1024;

/** Refuses by the announced length; a body that comes without one is refused too, as no browser sends such here. */
function limitBody(bytesMax: number): RequestHandler {
  return (request, response, next) => {
    const isWithoutLength = request.headers["transfer-encoding"] !== undefined;
    if (!isWithoutLength && Number(request.headers["content-length"] ?? 0) <= bytesMax) next();
    else response.status(413).json({ code: "PAYLOAD_TOO_LARGE", message: "This request is too large." });
  };
}

/** Whatever a client claims under this name is overwritten. */
const stampClientAddress: RequestHandler = (request, _response, next) => {
  request.headers[CLIENT_ADDRESS_HEADER] = request.ip ?? "unknown";
  next();
};

const noSuchThing: RequestHandler = (_request, response) => {
  response.status(404).json({ code: "NOT_FOUND", message: "There is no such thing here." });
};

function answerError(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (status !== null) {
      response.status(status).json({ code: "BAD_REQUEST", message: "The server could not understand this request." });
      return;
    }
    const id = randomUUID();
    logger.error({ err: error, id, path: request.path }, "a request failed");
    response.status(500).json({ code: "INTERNAL_SERVER_ERROR", message: calmSentence(id), data: { id } });
  };
}

/** Express marks what the client did wrong (a malformed address, say) with a 4xx status. */
function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("status" in error)) return null;
  const { status } = error;
  return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}
