import { randomUUID } from "node:crypto";
import { teamOf } from "../../policy/exercise.ts";
import { type ExerciseId, queryTokenId, type QueryTokenId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { QueryToken } from "../../state/query-token.ts";
import { enterAsMember, type TeamVisit } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { drawQueryTokenSecret, hashQueryTokenSecret } from "../query-token-secret.ts";
import { Refusal, refuseConflict } from "../refusal.ts";

/** More than the tools that one person uses; few enough to see at a glance which one to revoke. */
const TOKENS_PER_PERSON_MAX = 5;
const USE_NOTED_EVERY_MS = 60_000;

export interface OwnTokens {
  readonly visit: TeamVisit;
  readonly tokens: readonly QueryToken[];
}

export async function listQueryTokens(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<OwnTokens> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  return { visit, tokens: await lab.state.queryTokens.listOf(exerciseId, visit.person.id) };
}

/**
 * Makes a token and hands its secret out, this once. The secret is drawn outside of what the key remembers, because that would
 * keep it: a repeated key means that the first answer was lost, so the same token gets a new secret.
 */
export async function createQueryToken(
  lab: Lab,
  actor: Actor,
  exerciseId: ExerciseId,
  request: { readonly key: string; readonly name: string },
): Promise<{ readonly token: QueryToken; readonly secret: string }> {
  const { person, teamId } = await enterAsMember(lab, actor, exerciseId);
  const token = await act(
    lab,
    { key: request.key, actorId: person.id },
    async ({ queryTokens }) => {
      if (hasEnded(lab, exerciseId))
        throw refuseConflict("exercise/ended", "This exercise has ended; tools cannot connect to it any longer.");
      if ((await queryTokens.listOf(exerciseId, person.id)).length >= TOKENS_PER_PERSON_MAX)
        throw refuseConflict("query-token/too_many", `You have ${TOKENS_PER_PERSON_MAX} tokens. Revoke one that you do not use.`);
      const made: QueryToken = {
        id: queryTokenId(randomUUID()),
        exerciseId,
        teamId,
        userId: person.id,
        name: request.name,
        createdAt: lab.wallClock(),
        lastUsedAt: null,
      };
      await queryTokens.insert(made);
      return made;
    },
    () => [],
  );
  const secret = drawQueryTokenSecret();
  if (!(await lab.state.queryTokens.setSecret(token.id, hashQueryTokenSecret(secret))))
    throw refuseConflict("query-token/revoked", "This token has been revoked meanwhile. Make another.");
  return { token, secret };
}

export async function revokeQueryToken(lab: Lab, actor: Actor, exerciseId: ExerciseId, key: string, id: QueryTokenId): Promise<OwnTokens> {
  const { person } = await enterAsMember(lab, actor, exerciseId);
  await act(
    lab,
    { key, actorId: person.id },
    async ({ queryTokens }) => {
      await queryTokens.revoke(id, person.id);
      return null;
    },
    () => [],
  );
  return listQueryTokens(lab, actor, exerciseId);
}

/** Whose token it is; null when nobody has it, because it never was or is no more. */
export function findQueryToken(lab: Lab, secret: string): Promise<QueryToken | null> {
  return lab.state.queryTokens.findBySecret(hashQueryTokenSecret(secret));
}

/**
 * The token's owner, with no seat but the one that the token is for.
 * @throws Refusal UNAUTHORIZED when the exercise has ended or the owner has left the team.
 */
export async function actAsTokenOwner(lab: Lab, token: QueryToken): Promise<Actor> {
  const { people, queryTokens } = lab.state;
  const [person, seats] = await Promise.all([people.find(token.userId), people.seatsOf(token.userId), lab.runtime.start(token.exerciseId)]);
  const own: Actor = person === null ? { kind: "nobody" } : { kind: "person", person, seats };
  if (teamOf(own, { id: token.exerciseId }) !== token.teamId) throw refuseToken("The owner of this token is no longer in its team.");
  if (hasEnded(lab, token.exerciseId)) throw refuseToken("The exercise of this token has ended.");
  const now = lab.wallClock();
  if (token.lastUsedAt === null || now - token.lastUsedAt >= USE_NOTED_EVERY_MS) await queryTokens.noteUse(token.id, now);
  return own.kind === "nobody" ? own : { ...own, seats: seats.filter((seat) => seat.teamId === token.teamId) };
}

function refuseToken(why: string): Refusal {
  return new Refusal("UNAUTHORIZED", `${why} Make a new token in the console, on the hunt page under Connect a tool.`);
}

function hasEnded(lab: Lab, exerciseId: ExerciseId): boolean {
  return lab.runtime.clockOf(exerciseId).state === "ended";
}
