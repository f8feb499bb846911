import { randomUUID } from "node:crypto";
import type { EvidenceUpdate, PinRequest } from "../../../contract/index.ts";
import { canOnTeamWork } from "../../policy/team-work.ts";
import type { Evidence } from "../../state/evidence.ts";
import { evidenceId, type ExerciseId } from "../../state/ids.ts";
import type { Actor } from "../../state/person.ts";
import { enterAsMember } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";
import { requireOpenCase } from "../open-case.ts";
import { refuseConflict, refuseForbidden, refuseNotFound } from "../refusal.ts";
import { findVisibleRow } from "./find-visible-row.ts";
import { recordOpenedPage } from "./open-page.ts";

const EVIDENCE_PER_TEAM_MAX = 1_000;

export async function listEvidence(lab: Lab, actor: Actor, exerciseId: ExerciseId): Promise<readonly Evidence[]> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  await recordOpenedPage(lab, visit, "evidence");
  return lab.state.evidence.listOfTeam(visit.teamId);
}

/**
 * Pins a row, an aggregate or "I looked and found nothing". Table and time of a row come from the row itself, found again as of
 * the clock: nobody can pin what they cannot have seen.
 */
export async function pinEvidence(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: PinRequest): Promise<Evidence> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  const { person, teamId } = visit;
  if ((request.kind === "row") !== (request.itemId !== null)) {
    throw refuseConflict("evidence/row_expected", "A pinned row names its row; an aggregate has none.");
  }
  const row = request.itemId === null ? null : await findVisibleRow(lab, visit, request.itemId);
  return act(
    lab,
    { key: request.key, actorId: person.id },
    async (repositories) => {
      await requireOpenCase(lab, visit, repositories);
      if ((await repositories.evidence.listOfTeam(teamId)).length >= EVIDENCE_PER_TEAM_MAX) {
        throw refuseConflict("evidence/board_full", `A board holds at most ${EVIDENCE_PER_TEAM_MAX} pieces.`);
      }
      const { kind, itemId, columns, cells, queryText, note } = request;
      const evidence: Evidence = {
        id: evidenceId(randomUUID()),
        exerciseId,
        teamId,
        kind,
        itemId,
        table: row?.table ?? null,
        eventAt: row?.at ?? null,
        columns,
        cells,
        queryText,
        note,
        labels: [],
        pinnedBy: person.displayName,
        pinnedAt: lab.runtime.simNowOf(exerciseId),
        isRemoved: false,
        createdAt: lab.wallClock(),
      };
      await repositories.evidence.insert(evidence);
      return evidence;
    },
    (evidence) => [{ kind: "EvidencePinned", exerciseId, teamId, userId: person.id, evidence }],
  );
}

/** Changes note or labels, takes a piece off the board or brings it back. */
export async function updateEvidence(lab: Lab, actor: Actor, exerciseId: ExerciseId, request: EvidenceUpdate): Promise<Evidence> {
  const visit = await enterAsMember(lab, actor, exerciseId);
  return act(
    lab,
    { key: request.key, actorId: visit.person.id },
    async (repositories) => {
      const known = await repositories.evidence.find(evidenceId(request.evidenceId));
      if (known === null || known.exerciseId !== exerciseId) throw refuseNotFound("There is no such piece of evidence.");
      if (!canOnTeamWork(actor, known)) throw refuseForbidden();
      await requireOpenCase(lab, visit, repositories);
      const change = {
        note: request.note ?? known.note,
        labels: request.labels ?? known.labels,
        isRemoved: request.isRemoved ?? known.isRemoved,
      };
      await repositories.evidence.update(known.id, change);
      return { ...known, ...change };
    },
    (evidence) => [{ kind: "EvidenceUpdated", exerciseId, teamId: visit.teamId, userId: visit.person.id, evidence }],
  );
}
