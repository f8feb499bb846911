import type { Migration } from "kysely";
import type { EngineKind } from "../engine.ts";
import { people } from "./0001-people.ts";
import { exercises } from "./0002-exercises.ts";
import { teamWork } from "./0003-team-work.ts";
import { facilitation } from "./0004-facilitation.ts";
import { queryTokens } from "./0005-query-tokens.ts";
import { savedQueries } from "./0006-saved-queries.ts";
import { listenerRequests } from "./0007-listener-requests.ts";

/** By name, in order of application. Listed by hand: a bundled server has no folder to scan. */
export function migrationsFor(kind: EngineKind): Record<string, Migration> {
  return {
    "0001-people": people(kind),
    "0002-exercises": exercises,
    "0003-team-work": teamWork,
    "0004-facilitation": facilitation,
    "0005-query-tokens": queryTokens,
    "0006-saved-queries": savedQueries,
    "0007-listener-requests": listenerRequests,
  };
}
