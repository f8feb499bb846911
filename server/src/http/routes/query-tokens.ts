import { createQueryToken, listQueryTokens, type OwnTokens, revokeQueryToken } from "../../exercise/commands/query-tokens.ts";
import { presentQueryToken, presentQueryTokens } from "../../present/query-token.ts";
import { exerciseId, queryTokenId } from "../../state/ids.ts";
import type { Implementer, RouteDeps } from "../context.ts";

const present = ({ visit, tokens }: OwnTokens) => presentQueryTokens(visit.exercise, tokens);

export function queryTokenRoutes(api: Implementer, { lab }: RouteDeps) {
  return {
    list: api.queryTokens.list.handler(async ({ context, input }) =>
      present(await listQueryTokens(lab, context.actor, exerciseId(input.exerciseId))),
    ),
    create: api.queryTokens.create.handler(async ({ context, input }) => {
      const { token, secret } = await createQueryToken(lab, context.actor, exerciseId(input.exerciseId), input);
      return { token: presentQueryToken(token), secret };
    }),
    revoke: api.queryTokens.revoke.handler(async ({ context, input }) =>
      present(await revokeQueryToken(lab, context.actor, exerciseId(input.exerciseId), input.key, queryTokenId(input.tokenId))),
    ),
  };
}
