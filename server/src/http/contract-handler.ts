import { OpenAPIHandler } from "@orpc/openapi/node";
import { onError } from "@orpc/server";
import { BodyLimitPlugin } from "@orpc/server/node";
import type { RequestHandler } from "express";
import { fromNodeHeaders } from "better-auth/node";
import type { Auth } from "../auth/create-auth.ts";
import { clientAddressOf } from "../auth/client-address.ts";
import type { RouteDeps } from "./context.ts";
import { explainMisfit } from "./contract-misfit.ts";
import { createRouter } from "./router.ts";

const API_PREFIX = "/api/v1";
const BODY_BYTES_MAX = 256 * 1024;
/** Query texts may be long, and desks, pins and explanations carry query texts. */
const QUERY_BODY_BYTES_MAX = 2.5 * 1024 * 1024;
const CARRIES_QUERY = /^\/api\/v1\/exercises\/[^/]+\/(queries|explain|evidence|desk)$/;

/** Answers every procedure of the contract. */
export function contractHandler(deps: RouteDeps, auth: Auth): RequestHandler {
  const router = createRouter(deps);
  const handlerUpTo = (maxBodySize: number) =>
    new OpenAPIHandler(router, {
      plugins: [new BodyLimitPlugin({ maxBodySize })],
      clientInterceptors: [onError((error) => explainMisfit(error, deps.logger))],
    });
  const narrow = handlerUpTo(BODY_BYTES_MAX);
  const wide = handlerUpTo(QUERY_BODY_BYTES_MAX);
  return async (request, response, next) => {
    const headers = fromNodeHeaders(request.headers);
    const { actor } = await auth.identify(headers);
    const handler = CARRIES_QUERY.test(request.baseUrl + request.path) ? wide : narrow;
    // Answers belong to one person at one moment.
    response.setHeader("cache-control", "no-store");
    const { matched } = await handler.handle(request, response, {
      prefix: API_PREFIX,
      context: { actor, clientAddress: clientAddressOf(headers) },
    });
    if (!matched) next();
  };
}
