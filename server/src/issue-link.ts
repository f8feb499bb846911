import { pino } from "pino";
import { AttemptLimits } from "./auth/attempt-limits.ts";
import { createAuth } from "./auth/create-auth.ts";
import { COOKIE_SECRET_FILE, loadSecret } from "./auth/secret.ts";
import type { Config } from "./config.ts";
import { createState, openEngine } from "./db/open-state.ts";
import { createEventBus } from "./exercise/event-bus.ts";
import { systemWallClock } from "./exercise/runtime/clock.ts";

/**
 * A one-time sign-in link for an instructor, drawn from the command line; somebody new is made an instructor. With the embedded
 * database the server must be stopped, as one process alone may hold it.
 * @throws DatabaseUnusable with a one-line message that ends with the fix.
 */
export async function issueLink(config: Config, email: string | undefined): Promise<string> {
  const engine = await openEngine(config.dataDirectory, config.databaseUrl);
  try {
    const auth = createAuth({
      database: { db: engine.db, type: engine.kind },
      secret: await loadSecret(config.dataDirectory, COOKIE_SECRET_FILE),
      publicUrl: config.publicUrl,
      state: createState(engine),
      bus: createEventBus(() => {}),
      wallClock: systemWallClock,
      lab: null,
      limits: new AttemptLimits(Date.now),
      logger: pino({ level: "silent" }),
    });
    const base = config.publicUrl ?? `http://${config.host}:${config.port}`;
    return signInAddress(base, await auth.issueSignInLink(email));
  } finally {
    await engine.close();
  }
}

/** The token is in the fragment, which browsers send to no server and write into no log. */
export function signInAddress(base: string, token: string): string {
  return `${base.replace(/\/$/, "")}/sign-in/link#${token}`;
}
