import { randomUUID } from "node:crypto";
import { betterAuth, type BetterAuthOptions } from "better-auth";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { Logger } from "pino";
import type { EventBus } from "../exercise/event-bus.ts";
import type { Lab } from "../exercise/lab.ts";
import type { State } from "../state/state.ts";
import { NOBODY, type Actor } from "../state/person.ts";
import { sessionId, type SessionId, userId, type UserId, type WallMs } from "../state/ids.ts";
import { ATTEMPT_LIMITS, type AttemptLimits } from "./attempt-limits.ts";
import { CLIENT_ADDRESS_HEADER, clientAddressOf } from "./client-address.ts";
import { entrancePlugin } from "./entrance-plugin.ts";
import { drawLinkToken } from "./sign-in-links.ts";

const SESSION_SECONDS = 30 * 24 * 60 * 60;

export interface AuthDeps {
  /** The same Kysely instance as the state's; typed by better-auth itself. */
  readonly database: NonNullable<BetterAuthOptions["database"]>;
  readonly secret: string;
  /** `https://lab.example` when a proxy in front does TLS: cookies are then marked Secure. Null: whatever address is used. */
  readonly publicUrl: string | null;
  readonly state: State;
  readonly bus: EventBus;
  readonly wallClock: () => WallMs;
  /** What joining and starting alone need; null where nobody comes in, as on the command line. */
  readonly lab: Lab | null;
  readonly limits: AttemptLimits;
  readonly logger: Logger;
}

/** Sign-in as the rest of the server sees it. */
export interface Auth {
  readonly handler: (request: Request) => Promise<Response>;
  /** Who sent these headers; nobody when there is no valid session. */
  identify(headers: Headers): Promise<{ readonly actor: Actor; readonly sessionId: SessionId | null }>;
  /**
   * Draws the token of a one-time link for an instructor: the one with this address, who is made if there is none; without an
   * address the first instructor of all.
   */
  issueSignInLink(email?: string): Promise<string>;
}

/** better-auth's options, also for the test that asks its planner whether our migrations miss anything. */
export function authOptions(deps: AuthDeps) {
  return {
    appName: "Mailroom",
    database: deps.database,
    secret: deps.secret,
    ...(deps.publicUrl === null ? {} : { baseURL: deps.publicUrl }),
    basePath: "/api/auth",
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message) => deps.logger.error(message) },
    onAPIError: {
      onError: (error) => {
        if (!isRefusal(error)) deps.logger.error({ err: error }, "signing in failed");
      },
    },
    // Ours count per address and per code, and can be tested with a clock.
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: { additionalFields: { role: { type: "string", required: true, defaultValue: "trainee", input: false } } },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_SECONDS / 30 },
    trustedOrigins: (request) => originsOf(request),
    advanced: {
      cookiePrefix: "mailroom",
      useSecureCookies: deps.publicUrl?.startsWith("https:") ?? false,
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
    },
    plugins: deps.lab === null ? [] : [entrancePlugin(deps.lab, deps.limits)],
    hooks: { before: limitSignIn(deps.limits) },
    databaseHooks: {
      session: {
        delete: {
          after: async (session) => {
            deps.bus.announce({ kind: "SessionEnded", sessionId: sessionId(session.id), userId: userId(session.userId) });
          },
        },
      },
    },
  } satisfies BetterAuthOptions;
}

export function createAuth(deps: AuthDeps): Auth {
  const auth = betterAuth(authOptions(deps));
  return {
    handler: (request) => auth.handler(request),
    async identify(headers) {
      const found = await auth.api.getSession({ headers });
      if (found === null) return { actor: NOBODY, sessionId: null };
      const id = userId(found.user.id);
      const { people } = deps.state;
      const [person, seats] = await Promise.all([people.find(id), people.seatsOf(id)]);
      if (person === null) return { actor: NOBODY, sessionId: null };
      return { actor: { kind: "person", person, seats }, sessionId: sessionId(found.session.id) };
    },
    async issueSignInLink(email) {
      const { state, wallClock } = deps;
      const instructors = await state.people.instructors();
      const wanted = email?.toLowerCase();
      const known = wanted === undefined ? instructors[0] : instructors.find((instructor) => instructor.email === wanted);
      const id = known?.id ?? (await makeInstructor(wanted));
      return drawLinkToken(state, id, wallClock());
    },
  };

  async function makeInstructor(email: string | undefined): Promise<UserId> {
    const { internalAdapter } = await auth.$context;
    const address = email ?? `${randomUUID()}@instructor.invalid`;
    const user = await internalAdapter.createUser(
      { email: address, emailVerified: false, name: "Instructor", role: "instructor" },
      { method: "admin" },
    );
    return userId(user.id);
  }
}

/** Wrong passwords and the like are answers, not failures. */
function isRefusal(error: unknown): boolean {
  return error instanceof APIError && error.statusCode < 500;
}

/** Pages come from the address that they speak to; a foreign page's origin is refused. */
function originsOf(request: Request | undefined): string[] {
  const host = request?.headers.get("host");
  return host == null ? [] : [`http://${host}`, `https://${host}`];
}

function limitSignIn(limits: AttemptLimits) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== "/sign-in/email") return;
    const body: unknown = ctx.body;
    const email = typeof body === "object" && body !== null && "email" in body ? String(body.email).toLowerCase() : "";
    const tries = [
      { limit: ATTEMPT_LIMITS.signIn, key: clientAddressOf(ctx.headers) },
      { limit: ATTEMPT_LIMITS.signInPerAccount, key: email },
    ];
    for (const { limit, key } of tries) {
      const retryAfterSeconds = limits.waitSeconds(limit, key);
      if (retryAfterSeconds > 0) {
        throw new APIError("TOO_MANY_REQUESTS", {
          code: "TOO_MANY_REQUESTS",
          message: "Too many tries. Wait a moment.",
          retryAfterSeconds,
        });
      }
      limits.count(limit, key);
    }
  });
}
