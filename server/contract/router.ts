import { oc } from "@orpc/contract";
import { z } from "zod";
import { AlertDetail, AlertRef, AlertSummary, LinkEvidenceRequest, VerdictRequest } from "./http/alert.ts";
import { DebriefView } from "./http/debrief.ts";
import { EvidenceUpdate, EvidenceView, PinRequest } from "./http/evidence.ts";
import { Brief, ClockCommand, ClockView, ExerciseCreate, ExerciseView, ReceivedInject } from "./http/exercise.ts";
import { AdHocInject, BoardView, FacilitatorNote, InjectCommand, PlannedInject } from "./http/facilitation.ts";
import { GuideView } from "./http/guide.ts";
import { HistoryEntry, HuntDesk, QueryExplanation, QueryRequest, QueryResult, SchemaView, TimeRange } from "./http/hunt.ts";
import { NewQueryToken, QueryTokenCreate, QueryTokens } from "./http/query-token.ts";
import { ReportSave, ReportSubmit, ReportView } from "./http/report.ts";
import { SavedQueryCreate, SavedQueryUpdate, SavedQueryView } from "./http/saved-query.ts";
import { ScenarioCard, ScenarioPreview, StudioScenario } from "./http/scenario.ts";
import { JoinPreview, Me } from "./http/session.ts";
import { DisplayName, Id, MutationKey, Slug } from "./primitives.ts";

const ofExercise = z.object({ exerciseId: Id });
const Done = z.object({ ok: z.literal(true) });

/** Errors that any procedure may answer with; each carries a sentence for people and, where it helps, data. */
const base = oc.errors({
  UNAUTHORIZED: { message: "Sign in or join an exercise first." },
  FORBIDDEN: { message: "This is not yours to see or change." },
  NOT_FOUND: { message: "There is no such thing here." },
  CONFLICT: { message: "Somebody changed this in the meantime.", data: z.object({ code: z.string(), current: z.json().optional() }) },
  TOO_MANY_REQUESTS: { message: "Too many tries. Wait a moment.", data: z.object({ retryAfterSeconds: z.number() }) },
});

/**
 * Every HTTP procedure of the lab, mounted under `/api/v1`. Signing in, joining and signing out are better-auth endpoints
 * under `/api/auth` (see `http/session.ts` for their bodies).
 */
export const contract = {
  session: {
    me: base.route({ method: "GET", path: "/me" }).output(Me),
    setDisplayName: base
      .route({ method: "POST", path: "/me/display-name" })
      .input(z.object({ key: MutationKey, displayName: DisplayName }))
      .output(Me),
    joinPreview: base
      .route({ method: "GET", path: "/join/{code}" })
      .input(z.object({ code: z.string().max(20) }))
      .output(JoinPreview),
  },
  scenarios: {
    list: base.route({ method: "GET", path: "/scenarios" }).output(z.array(ScenarioCard)),
  },
  studio: {
    list: base.route({ method: "GET", path: "/studio/scenarios" }).output(z.array(StudioScenario)),
    preview: base
      .route({ method: "GET", path: "/studio/scenarios/{slug}/preview" })
      .input(z.object({ slug: Slug, seed: z.coerce.number().int().min(0).default(1) }))
      .output(ScenarioPreview),
  },
  exercises: {
    mine: base.route({ method: "GET", path: "/exercises" }).output(z.array(ExerciseView)),
    create: base.route({ method: "POST", path: "/exercises" }).input(ExerciseCreate).output(ExerciseView),
    get: base.route({ method: "GET", path: "/exercises/{exerciseId}" }).input(ofExercise).output(ExerciseView),
    clock: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/clock" })
      .input(ofExercise.extend({ key: MutationKey, command: ClockCommand }))
      .output(ClockView),
    brief: base.route({ method: "GET", path: "/exercises/{exerciseId}/brief" }).input(ofExercise).output(Brief),
    injects: base.route({ method: "GET", path: "/exercises/{exerciseId}/injects" }).input(ofExercise).output(z.array(ReceivedInject)),
    acknowledgeInject: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/injects/{injectId}/acknowledge" })
      .input(ofExercise.extend({ key: MutationKey, injectId: Id }))
      .output(Done),
  },
  hunt: {
    schema: base.route({ method: "GET", path: "/exercises/{exerciseId}/schema" }).input(ofExercise).output(SchemaView),
    query: base.route({ method: "POST", path: "/exercises/{exerciseId}/queries" }).input(QueryRequest).output(QueryResult),
    cancel: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/queries/{queryId}/cancel" })
      .input(ofExercise.extend({ queryId: z.uuid() }))
      .output(Done),
    explain: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/explain" })
      .input(ofExercise.extend({ text: z.string().min(1).max(2_000_000), range: TimeRange.nullable() }))
      .output(QueryExplanation),
    history: base.route({ method: "GET", path: "/exercises/{exerciseId}/history" }).input(ofExercise).output(z.array(HistoryEntry)),
    desk: base.route({ method: "GET", path: "/exercises/{exerciseId}/desk" }).input(ofExercise).output(HuntDesk),
    saveDesk: base
      .route({ method: "PUT", path: "/exercises/{exerciseId}/desk" })
      .input(ofExercise.extend({ desk: HuntDesk }))
      .output(Done),
  },
  /** The caller's own tokens for the Kusto endpoints (`/v1/rest`, `/v2/rest`), which are no part of this contract: Kusto wrote theirs. */
  savedQueries: {
    list: base.route({ method: "GET", path: "/exercises/{exerciseId}/saved-queries" }).input(ofExercise).output(z.array(SavedQueryView)),
    save: base.route({ method: "POST", path: "/exercises/{exerciseId}/saved-queries" }).input(SavedQueryCreate).output(SavedQueryView),
    update: base
      .route({ method: "PATCH", path: "/exercises/{exerciseId}/saved-queries/{savedQueryId}" })
      .input(SavedQueryUpdate)
      .output(SavedQueryView),
  },
  queryTokens: {
    list: base.route({ method: "GET", path: "/exercises/{exerciseId}/query-tokens" }).input(ofExercise).output(QueryTokens),
    create: base.route({ method: "POST", path: "/exercises/{exerciseId}/query-tokens" }).input(QueryTokenCreate).output(NewQueryToken),
    revoke: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/query-tokens/{tokenId}/revoke" })
      .input(ofExercise.extend({ key: MutationKey, tokenId: Id }))
      .output(QueryTokens),
  },
  alerts: {
    list: base.route({ method: "GET", path: "/exercises/{exerciseId}/alerts" }).input(ofExercise).output(z.array(AlertSummary)),
    get: base
      .route({ method: "GET", path: "/exercises/{exerciseId}/alerts/{alertId}" })
      .input(ofExercise.extend({ alertId: Id }))
      .output(AlertDetail),
    claim: base.route({ method: "POST", path: "/exercises/{exerciseId}/alerts/{alertId}/claim" }).input(AlertRef).output(AlertSummary),
    release: base.route({ method: "POST", path: "/exercises/{exerciseId}/alerts/{alertId}/release" }).input(AlertRef).output(AlertSummary),
    judge: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/alerts/{alertId}/verdict" })
      .input(VerdictRequest)
      .output(AlertSummary),
    /** Takes the verdict back and opens the alert again. */
    reopen: base.route({ method: "POST", path: "/exercises/{exerciseId}/alerts/{alertId}/reopen" }).input(AlertRef).output(AlertSummary),
    linkEvidence: base
      .route({ method: "PUT", path: "/exercises/{exerciseId}/alerts/{alertId}/evidence" })
      .input(LinkEvidenceRequest)
      .output(AlertSummary),
  },
  evidence: {
    list: base.route({ method: "GET", path: "/exercises/{exerciseId}/evidence" }).input(ofExercise).output(z.array(EvidenceView)),
    pin: base.route({ method: "POST", path: "/exercises/{exerciseId}/evidence" }).input(PinRequest).output(EvidenceView),
    update: base
      .route({ method: "PATCH", path: "/exercises/{exerciseId}/evidence/{evidenceId}" })
      .input(EvidenceUpdate)
      .output(EvidenceView),
  },
  report: {
    get: base.route({ method: "GET", path: "/exercises/{exerciseId}/report" }).input(ofExercise).output(ReportView),
    save: base.route({ method: "PUT", path: "/exercises/{exerciseId}/report" }).input(ReportSave).output(ReportView),
    submit: base.route({ method: "POST", path: "/exercises/{exerciseId}/report/submit" }).input(ReportSubmit).output(ReportView),
  },
  guide: {
    get: base.route({ method: "GET", path: "/exercises/{exerciseId}/guide" }).input(ofExercise).output(GuideView),
    openHint: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/guide/{stepId}/hints/{index}" })
      .input(ofExercise.extend({ key: MutationKey, stepId: z.string().max(80), index: z.coerce.number().int().min(0).max(20) }))
      .output(GuideView),
  },
  debrief: {
    get: base
      .route({ method: "GET", path: "/exercises/{exerciseId}/debrief" })
      .input(ofExercise.extend({ teamId: Id.optional() }))
      .output(DebriefView),
  },
  facilitation: {
    board: base.route({ method: "GET", path: "/exercises/{exerciseId}/board" }).input(ofExercise).output(BoardView),
    plannedInjects: base
      .route({ method: "GET", path: "/exercises/{exerciseId}/planned-injects" })
      .input(ofExercise)
      .output(z.array(PlannedInject)),
    commandInject: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/planned-injects/{injectId}" })
      .input(InjectCommand)
      .output(z.array(PlannedInject)),
    sendAdHoc: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/ad-hoc-injects" })
      .input(AdHocInject)
      .output(z.array(PlannedInject)),
    notes: base.route({ method: "GET", path: "/exercises/{exerciseId}/notes" }).input(ofExercise).output(z.array(FacilitatorNote)),
    addNote: base
      .route({ method: "POST", path: "/exercises/{exerciseId}/notes" })
      .input(ofExercise.extend({ key: MutationKey, text: z.string().trim().min(1).max(4000) }))
      .output(FacilitatorNote),
  },
};
export type Contract = typeof contract;
