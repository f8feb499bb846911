import { randomUUID } from "node:crypto";
import type { GenericEndpointContext } from "better-auth";
import { getSessionFromCtx } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { type UserId, userId } from "../state/ids.ts";

export type EndpointContext = GenericEndpointContext;

/**
 * The person behind a display name: whoever is signed in under that name (or as an instructor), else a new trainee with a
 * session. Another name on a shared computer is another person, never somebody's seat.
 */
export async function signInAs(ctx: EndpointContext, displayName: string): Promise<{ readonly id: UserId; readonly displayName: string }> {
  const known = await getSessionFromCtx(ctx);
  if (known !== null && (known.user.name === displayName || known.user["role"] === "instructor")) {
    return { id: userId(known.user.id), displayName: known.user.name };
  }
  const { internalAdapter } = ctx.context;
  // better-auth wants an address for everybody; `.invalid` reaches nobody (RFC 2606).
  const user = await internalAdapter.createUser(
    { email: `${randomUUID()}@trainee.invalid`, emailVerified: false, name: displayName, role: "trainee" },
    { method: "anonymous" },
  );
  const session = await internalAdapter.createSession(user.id);
  await setSessionCookie(ctx, { session, user });
  return { id: userId(user.id), displayName };
}
