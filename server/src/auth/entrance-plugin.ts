import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint, getSessionFromCtx } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { CredentialsRequest, JoinRequest, LinkRequest, SoloRequest } from "../../contract/index.ts";
import { createSoloExercise } from "../exercise/commands/create-exercise.ts";
import { joinExercise, lookThroughDoor } from "../exercise/commands/join-exercise.ts";
import type { Lab } from "../exercise/lab.ts";
import { Refusal, refuseTooMany } from "../exercise/refusal.ts";
import { userId } from "../state/ids.ts";
import { ATTEMPT_LIMITS, type AttemptLimit, type AttemptLimits } from "./attempt-limits.ts";
import { clientAddressOf } from "./client-address.ts";
import { redeemLinkToken } from "./sign-in-links.ts";
import { signInAs, type EndpointContext } from "./sign-in-as.ts";

/** The ways in that better-auth does not have: by code, alone, by one-time link; and choosing credentials afterwards. */
export function entrancePlugin(lab: Lab, limits: AttemptLimits) {
  return {
    id: "entrance",
    endpoints: {
      join: createAuthEndpoint("/join", { method: "POST", body: JoinRequest, requireHeaders: true }, async (ctx) =>
        answering(async () => {
          const { code, displayName, teamId } = ctx.body;
          const address = clientAddressOf(ctx.headers);
          spend(limits, ATTEMPT_LIMITS.join, address);
          spend(limits, ATTEMPT_LIMITS.joinPerCode, code);
          const door = await guessing(limits, address, () => lookThroughDoor(lab, code));
          const person = await signInAs(ctx, displayName);
          const seat = await joinExercise(lab, door, person, teamId);
          return ctx.json({ exerciseId: door.exercise.id, teamId: seat });
        }),
      ),
      solo: createAuthEndpoint("/solo", { method: "POST", body: SoloRequest, requireHeaders: true }, async (ctx) =>
        answering(async () => {
          spend(limits, ATTEMPT_LIMITS.solo, clientAddressOf(ctx.headers));
          const scenario = (await lab.scenarios.list()).find(({ slug, isGuided }) => slug === ctx.body.slug && isGuided);
          if (scenario === undefined) throw new Refusal("NOT_FOUND", `There is no guided scenario "${ctx.body.slug}".`);
          const person = await signInAs(ctx, ctx.body.displayName);
          const { exercise, teamId } = await createSoloExercise(lab, person, ctx.body.slug);
          return ctx.json({ exerciseId: exercise.id, teamId });
        }),
      ),
      link: createAuthEndpoint("/link", { method: "POST", body: LinkRequest, requireHeaders: true }, async (ctx) =>
        answering(async () => {
          const id = await guessing(limits, clientAddressOf(ctx.headers), async () => {
            const found = await redeemLinkToken(lab.state, ctx.body.token, lab.wallClock());
            if (found === null) throw new Refusal("UNAUTHORIZED", "This link has been used or has expired. Ask for a new one.");
            return found;
          });
          await startSession(ctx, id);
          return ctx.json({ ok: true });
        }),
      ),
      credentials: createAuthEndpoint("/credentials", { method: "POST", body: CredentialsRequest, requireHeaders: true }, async (ctx) =>
        answering(async () => chooseCredentials(ctx, lab, ctx.body)),
      ),
    },
  } satisfies BetterAuthPlugin;
}

async function startSession(ctx: EndpointContext, id: string): Promise<void> {
  const user = await ctx.context.internalAdapter.findUserById(id);
  const session = await ctx.context.internalAdapter.createSession(id);
  if (user === null) throw new Refusal("UNAUTHORIZED", "This link belongs to nobody any more. Ask for a new one.");
  await setSessionCookie(ctx, { session, user });
}

async function chooseCredentials(ctx: EndpointContext, lab: Lab, request: CredentialsRequest): Promise<{ readonly ok: true }> {
  const session = await getSessionFromCtx(ctx);
  if (session === null) throw new Refusal("UNAUTHORIZED", "Sign in first.");
  const person = await lab.state.people.find(userId(session.user.id));
  if (person?.role !== "instructor") throw new Refusal("FORBIDDEN", "Only instructors have a password.");
  const { internalAdapter, password } = ctx.context;
  const email = request.email.toLowerCase();
  const taken = await internalAdapter.findUserByEmail(email);
  if (taken !== null && taken.user.id !== person.id) throw new Refusal("CONFLICT", "Somebody else signs in with this address.");

  await lab.state.people.rename(person.id, request.displayName);
  await lab.state.people.setEmail(person.id, email);
  const hash = await password.hash(request.password);
  if (person.hasPassword) await internalAdapter.updatePassword(person.id, hash);
  else await internalAdapter.linkAccount({ userId: person.id, providerId: "credential", accountId: person.id, password: hash });
  lab.bus.announce({ kind: "MemberRenamed", userId: person.id, displayName: request.displayName });
  return { ok: true };
}

/** Counts an attempt of any outcome. */
function spend(limits: AttemptLimits, limit: AttemptLimit, key: string): void {
  const wait = limits.waitSeconds(limit, key);
  if (wait > 0) throw refuseTooMany(wait);
  limits.count(limit, key);
}

/** Counts only attempts that fail: a class that types the right code is never slowed down. */
export async function guessing<T>(limits: AttemptLimits, address: string, attempt: () => Promise<T>): Promise<T> {
  const wait = limits.waitSeconds(ATTEMPT_LIMITS.guess, address);
  if (wait > 0) throw refuseTooMany(wait);
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refusal) limits.count(ATTEMPT_LIMITS.guess, address);
    throw error;
  }
}

async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new APIError(error.kind, { code: error.kind, message: error.message, ...error.data });
  }
}
