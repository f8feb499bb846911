import { ATTEMPT_LIMITS } from "../../auth/attempt-limits.ts";
import { enterAsMember, type TeamVisit } from "../../exercise/access.ts";
import { actAsTokenOwner, findQueryToken } from "../../exercise/commands/query-tokens.ts";
import { refuseTooMany, Refusal } from "../../exercise/refusal.ts";
import type { Actor } from "../../state/person.ts";
import type { RouteDeps } from "../context.ts";

/** Who asks over the Kusto endpoints, and in which team. */
export interface TokenCaller {
  readonly actor: Actor;
  readonly visit: TeamVisit;
}

/**
 * Finds the person behind the bearer token. Cookies open nothing here, so no foreign page can use them.
 * @throws Refusal UNAUTHORIZED or TOO_MANY_REQUESTS.
 */
export async function authenticate(
  { lab, limits }: RouteDeps,
  request: { readonly authorization: string | undefined; readonly clientAddress: string },
): Promise<TokenCaller> {
  const [, secret] = /^Bearer\s+(\S+)$/i.exec(request.authorization ?? "") ?? [];
  if (secret === undefined) throw refuse("Send a query token of the lab as `Authorization: Bearer …`.");
  const token = await findQueryToken(lab, secret);
  const { limit, key } =
    token === null
      ? { limit: ATTEMPT_LIMITS.unknownQueryToken, key: request.clientAddress }
      : { limit: ATTEMPT_LIMITS.queryToken, key: token.id };
  const waitSeconds = limits.waitSeconds(limit, key);
  if (waitSeconds > 0) throw refuseTooMany(waitSeconds);
  limits.count(limit, key);
  if (token === null) throw refuse("This query token is not valid: it was revoked, or its exercise has ended.");
  const actor = await actAsTokenOwner(lab, token);
  return { actor, visit: await enterAsMember(lab, actor, token.exerciseId) };
}

const WHERE_TOKENS_ARE = "Make one in the console, on the hunt page under Connect a tool.";

function refuse(why: string): Refusal {
  return new Refusal("UNAUTHORIZED", `${why} ${WHERE_TOKENS_ARE}`);
}
