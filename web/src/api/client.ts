import { contract } from "@mailroom/server/contract";
import { createORPCClient } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import type { JsonifiedClient } from "@orpc/openapi-client";
import { fetchAnswer } from "./errors.ts";

const link = new OpenAPILink(contract, {
  url: () => new URL("/api/v1", window.location.origin),
  fetch: (request, init) => fetchAnswer(request, init),
});

/** Every HTTP procedure of the contract as a typed function. */
export const client: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link);

/** The same procedures as TanStack Query options and keys: `api.alerts.list.queryOptions({ input: { exerciseId } })`. */
export const api = createTanstackQueryUtils(client);
