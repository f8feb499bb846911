import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Repositories, State } from "../state/state.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrate.ts";
import { forgetOldKeys, hasAnswered, mutateOnce } from "./mutation.ts";
import { openPostgres } from "./postgres.ts";
import { createAlertRepository } from "./repositories/alerts.ts";
import { createClockRepository } from "./repositories/clocks.ts";
import { createEvidenceRepository } from "./repositories/evidence.ts";
import { createExerciseRepository } from "./repositories/exercises.ts";
import { createGuideRepository } from "./repositories/guides.ts";
import { createHuntRepository } from "./repositories/hunts.ts";
import { createInjectRepository } from "./repositories/injects.ts";
import { createNoteRepository } from "./repositories/notes.ts";
import { createPersonRepository } from "./repositories/people.ts";
import { createQueryTokenRepository } from "./repositories/query-tokens.ts";
import { createReportRepository } from "./repositories/reports.ts";
import { createListenerRequestRepository } from "./repositories/listener-requests.ts";
import { createSavedQueryRepository } from "./repositories/saved-queries.ts";
import { createSignInLinkRepository } from "./repositories/sign-in-links.ts";
import type { Database } from "./schema.ts";
import { openSqlite } from "./sqlite.ts";

const SQLITE_FILE = "mailroom.sqlite";

/** Whether a lab has kept its state here: always, where the state is in Postgres. */
export const hasState = (dataDirectory: string, databaseUrl: string | null): boolean =>
  databaseUrl !== null || existsSync(join(dataDirectory, SQLITE_FILE));

/**
 * Opens the state database (Postgres when a URL is given, else the embedded one in the data directory) and migrates it.
 * @throws DatabaseUnusable with a one-line message that ends with the fix.
 */
export async function openEngine(dataDirectory: string, databaseUrl: string | null): Promise<Engine> {
  const engine = databaseUrl === null ? openSqlite(join(dataDirectory, SQLITE_FILE)) : await openPostgres(databaseUrl);
  try {
    await migrate(engine);
    await forgetOldKeys(engine.db, Date.now());
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

function createRepositories(db: Kysely<Database>): Repositories {
  return {
    people: createPersonRepository(db),
    exercises: createExerciseRepository(db),
    clocks: createClockRepository(db),
    alerts: createAlertRepository(db),
    evidence: createEvidenceRepository(db),
    reports: createReportRepository(db),
    guides: createGuideRepository(db),
    hunts: createHuntRepository(db),
    injects: createInjectRepository(db),
    notes: createNoteRepository(db),
    signInLinks: createSignInLinkRepository(db),
    queryTokens: createQueryTokenRepository(db),
    savedQueries: createSavedQueryRepository(db),
    listenerRequests: createListenerRequestRepository(db),
  };
}

/** The repositories over an open, migrated engine. */
export function createState(engine: Engine): State {
  return {
    ...createRepositories(engine.db),
    transact: (work) => engine.db.transaction().execute((tx) => work(createRepositories(tx))),
    mutate: (mutation, work) => mutateOnce(engine.db, mutation, (tx) => work(createRepositories(tx))),
    hasAnswered: (mutation) => hasAnswered(engine.db, mutation),
    close: () => engine.close(),
  };
}
