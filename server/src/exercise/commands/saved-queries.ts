import { randomUUID } from "node:crypto";
import type { SavedQueryCreate, SavedQueryUpdate } from "../../../contract/index.ts";
import { canOnTeamWork } from "../../policy/team-work.ts";
import { type ExerciseId, savedQueryId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import type { SavedQuery } from "../../state/saved-query.ts";
import type { Repositories } from "../../state/state.ts";
import { enterAsMember } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { refuseConflict, refuseForbidden, refuseNotFound } from "../refusal.ts";

const SAVED_PER_TEAM_MAX = 200;

/** The team's saved queries by name, those that were removed included: they can come back. */
export async function listSavedQueries(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<readonly SavedQuery[]> {
  const { teamId } = await enterAsMember(lab, actor, exerciseId);
  return lab.state.savedQueries.listOfTeam(teamId);
}

/** Keeps a query under a name that the team does not use yet. @throws Refusal CONFLICT */
export async function saveQuery(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: SavedQueryCreate): Promise<SavedQuery> {
  const { person, teamId } = await enterAsMember(lab, actor, exerciseId);
  return act(
    lab,
    { key: request.key, actorId: person.id },
    async (repositories) => {
      const { name, text, range } = request;
      const saved: SavedQuery = {
        id: savedQueryId(randomUUID()),
        exerciseId,
        teamId,
        name,
        text,
        range,
        savedBy: person.displayName,
        savedAt: lab.wallClock(),
        isRemoved: false,
      };
      await requireRoomFor(saved, repositories);
      await repositories.savedQueries.insert(saved);
      return saved;
    },
    (savedQuery) => [{ kind: "SavedQueryChanged", exerciseId, teamId, userId: person.id, savedQuery }],
  );
}

/** Renames a saved query, puts another text or range in its place, takes it off the list or brings it back. @throws Refusal */
export async function updateSavedQuery(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: SavedQueryUpdate): Promise<SavedQuery> {
  const { person, teamId } = await enterAsMember(lab, actor, exerciseId);
  return act(
    lab,
    { key: request.key, actorId: person.id },
    async (repositories) => {
      const known = await repositories.savedQueries.find(savedQueryId(request.savedQueryId));
      if (known === null || known.exerciseId !== exerciseId) throw refuseNotFound("There is no such saved query.");
      if (!canOnTeamWork(actor, known)) throw refuseForbidden();
      const changed: SavedQuery = {
        ...known,
        name: request.name ?? known.name,
        text: request.text ?? known.text,
        range: request.range ?? known.range,
        isRemoved: request.isRemoved ?? known.isRemoved,
        savedBy: person.displayName,
        savedAt: lab.wallClock(),
      };
      if (!changed.isRemoved) await requireRoomFor(changed, repositories);
      await repositories.savedQueries.update(changed);
      return changed;
    },
    (savedQuery) => [{ kind: "SavedQueryChanged", exerciseId, teamId, userId: person.id, savedQuery }],
  );
}

async function requireRoomFor(query: SavedQuery, { savedQueries }: Repositories): Promise<void> {
  const others = (await savedQueries.listOfTeam(query.teamId)).filter(({ id, isRemoved }) => id !== query.id && !isRemoved);
  if (others.length >= SAVED_PER_TEAM_MAX)
    throw refuseConflict("saved-query/too_many", `A team keeps at most ${SAVED_PER_TEAM_MAX} queries. Delete one that nobody needs.`);
  if (others.some(({ name }) => name.toLowerCase() === query.name.toLowerCase()))
    throw refuseConflict("saved-query/name_taken", `Your team has a query called “${query.name}” already. Choose another name.`);
}
