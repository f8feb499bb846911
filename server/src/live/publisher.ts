import type { GuideView, LiveEvent } from "../../contract/index.ts";
import type { EventBus } from "../exercise/event-bus.ts";
import type { LabEvent } from "../exercise/events.ts";
import { presentAlert } from "../present/alert.ts";
import { presentEvidence } from "../present/evidence.ts";
import { hasReceived, presentReceivedInject } from "../present/inject.ts";
import type { RenderText } from "../present/instant.ts";
import { presentSavedQuery } from "../present/saved-query.ts";
import type { ExerciseId, TeamId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import { controlStream, teamStream, type LiveHub } from "./hub.ts";
import type { PresenceBook, Seat } from "./presence.ts";

export interface PublisherDeps {
  readonly hub: LiveHub;
  readonly bus: EventBus;
  readonly presence: PresenceBook;
  readonly teamsOf: (exerciseId: ExerciseId) => Promise<readonly TeamId[]>;
  readonly guideOf: (exerciseId: ExerciseId, teamId: TeamId) => Promise<GuideView>;
  /** Fills generated names into authored text. */
  readonly renderTextOf: (exerciseId: ExerciseId) => Promise<RenderText>;
  readonly onError: (error: unknown) => void;
}

/** Turns what happened in the lab into what each audience may hear of it. */
export class LivePublisher {
  readonly #deps: PublisherDeps;
  readonly #teams = new Map<ExerciseId, Promise<readonly TeamId[]>>();

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
  }

  /** Begins to listen; returns the way to stop. */
  start(): () => void {
    return this.#deps.bus.subscribe((event) => {
      this.#publish(event).catch(this.#deps.onError);
    });
  }

  /** Called by the live server when somebody comes or goes. */
  presenceChanged(seat: Seat): void {
    if (seat.teamId === null) return;
    this.#toTeam(seat.teamId, { kind: "presence", online: [...this.#deps.presence.onlineOf(seat.teamId)] });
    this.#toControl(seat.exerciseId, { kind: "board", teamId: seat.teamId });
  }

  async #publish(event: LabEvent): Promise<void> {
    switch (event.kind) {
      case "ClockChanged":
        return this.#toEverybody(event.exerciseId, { kind: "clock", clock: event.clock });
      case "ExerciseEnded":
        return this.#toEverybody(event.exerciseId, { kind: "debrief-open" });
      case "WorldProgressed": {
        const { state, progress, message } = event;
        return this.#toEverybody(event.exerciseId, { kind: "world", state, progress, message });
      }
      case "RowsBecameVisible":
        return this.#toEverybody(event.exerciseId, { kind: "rows", added: { ...event.added } });
      case "AlertRaised":
      case "AlertClaimed":
      case "AlertReleased":
      case "AlertJudged":
      case "AlertReopened":
      case "AlertLinked":
        return this.#toTeamAndBoard(event, { kind: "alert", alert: presentAlert(event.alert), isNew: event.kind === "AlertRaised" });
      case "EvidencePinned":
      case "EvidenceUpdated":
        return this.#toTeamAndBoard(event, { kind: "evidence", evidence: presentEvidence(event.evidence) });
      case "SavedQueryChanged":
        return this.#toTeam(event.teamId, { kind: "saved-query", savedQuery: presentSavedQuery(event.savedQuery) });
      case "ReportSaved":
      case "ReportSubmitted": {
        const { revision, savedBy } = event;
        return this.#toTeamAndBoard(event, { kind: "report", revision, savedBy, isSubmitted: event.kind === "ReportSubmitted" });
      }
      case "GuideAdvanced":
      case "HintOpened":
        return this.#toTeamAndBoard(event, { kind: "guide", guide: await this.#deps.guideOf(event.exerciseId, event.teamId) });
      case "InjectSent":
        return this.#sendInject(event.inject);
      case "InjectChanged":
      case "InjectAcknowledged":
        return this.#toControl(event.exerciseId, { kind: "planned-injects" });
      case "MemberJoined":
      case "QueryRan":
      case "RowsSeen":
        return this.#toControl(event.exerciseId, { kind: "board", teamId: event.teamId });
      case "ExerciseCreated":
      case "MemberRenamed":
      case "PageOpened":
      case "NoteAdded":
      case "SessionEnded":
        return;
    }
  }

  async #sendInject(inject: PlannedInjectRecord): Promise<void> {
    const render = await this.#deps.renderTextOf(inject.exerciseId);
    for (const teamId of await this.#teamsOf(inject.exerciseId)) {
      if (hasReceived(inject, teamId)) this.#toTeam(teamId, { kind: "inject", inject: presentReceivedInject(inject, teamId, render) });
    }
    this.#toControl(inject.exerciseId, { kind: "planned-injects" });
  }

  #toTeam(teamId: TeamId, event: LiveEvent): void {
    this.#deps.hub.publish(teamStream(teamId), event);
  }

  #toControl(exerciseId: ExerciseId, event: LiveEvent): void {
    this.#deps.hub.publish(controlStream(exerciseId), event);
  }

  #toTeamAndBoard(of: { readonly exerciseId: ExerciseId; readonly teamId: TeamId }, event: LiveEvent): void {
    this.#toTeam(of.teamId, event);
    this.#toControl(of.exerciseId, { kind: "board", teamId: of.teamId });
  }

  async #toEverybody(exerciseId: ExerciseId, event: LiveEvent): Promise<void> {
    this.#toControl(exerciseId, event);
    for (const teamId of await this.#teamsOf(exerciseId)) this.#toTeam(teamId, event);
  }

  /** Teams of an exercise are fixed when it is made. */
  #teamsOf(exerciseId: ExerciseId): Promise<readonly TeamId[]> {
    const known = this.#teams.get(exerciseId) ?? this.#deps.teamsOf(exerciseId);
    this.#teams.set(exerciseId, known);
    return known;
  }
}
