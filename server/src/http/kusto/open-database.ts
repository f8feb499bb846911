import type { TeamVisit } from "../../exercise/access.ts";
import { badRequest, type KustoFailure } from "../../present/kusto/one-api-error.ts";
import { databaseName } from "../../present/query-token.ts";

/** What clients send who were given no database. */
const DEFAULT_NAME = "NetDefaultDB";
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A token opens one database: its team's view of its exercise. It goes by the scenario's name, by the exercise's title or, for
 * whoever must be exact, by the id of the exercise or of the team. Somebody else's id is forbidden, whether it exists or not.
 */
export function openDatabase(name: string | null, { exercise, teamId }: TeamVisit): KustoFailure | null {
  const own = [DEFAULT_NAME, databaseName(exercise), exercise.title, exercise.id, teamId].map((known) => known.toLowerCase());
  if (name === null || name === "" || own.includes(name.toLowerCase())) return null;
  if (!UUID.test(name)) {
    const message = `Database '${name}' was not found; this token opens '${databaseName(exercise)}'.`;
    return badRequest(message, [], "BadRequest_EntityNotFound");
  }
  return {
    status: 403,
    code: "Forbidden",
    type: "KustoRequestDeniedException",
    message: `Principal is not authorized to read database '${name}'.`,
    isPermanent: true,
    details: [],
  };
}
