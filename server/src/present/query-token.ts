import type { QueryToken as QueryTokenView, QueryTokens } from "../../contract/index.ts";
import type { Exercise } from "../state/exercise.ts";
import type { QueryToken } from "../state/query-token.ts";
import { presentWallTime } from "./instant.ts";

export function presentQueryToken({ id, name, createdAt, lastUsedAt }: QueryToken): QueryTokenView {
  return { id, name, createdAt: presentWallTime(createdAt), lastUsedAt: lastUsedAt === null ? null : presentWallTime(lastUsedAt) };
}

/** A database is called after its scenario: short, the same for a whole class, and a name that needs no quoting in a shell. */
export function databaseName(exercise: Pick<Exercise, "slug">): string {
  return exercise.slug;
}

export function presentQueryTokens(exercise: Pick<Exercise, "slug">, tokens: readonly QueryToken[]): QueryTokens {
  return { database: databaseName(exercise), tokens: tokens.map(presentQueryToken) };
}
