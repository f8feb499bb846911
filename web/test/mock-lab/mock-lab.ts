import type { AlertDetail, EvidenceView, ExerciseView, Me, PlannedInject, ReportView } from "@mailroom/server/contract";
import { buildAlert, buildEvidence, buildExercise, buildGuide, buildPlannedInject, buildReport } from "./build.ts";
import { buildBoard, buildDebrief, buildPreview, buildStudio } from "./debrief.ts";
import { idOf } from "./ids.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What the mock lab holds; tests change it before or between requests. */
export interface LabState {
  me: Me;
  exercise: ExerciseView;
  alerts: AlertDetail[];
  evidence: EvidenceView[];
  report: ReportView;
  plannedInjects: PlannedInject[];
  /** Every request, in order: `POST /exercises/…/claim`. */
  readonly requests: string[];
  /** Answers that replace the usual ones, by `METHOD /path/ending`; each is used once. */
  readonly instead: Map<string, Answer>;
}

export function createLabState(): LabState {
  return {
    me: { user: { id: idOf("user", 1), displayName: "Robin", role: "trainee", hasPassword: false } },
    exercise: buildExercise(),
    alerts: [buildAlert(1, { severity: "high" }), buildAlert(2), buildAlert(3, { severity: "low" })],
    evidence: [buildEvidence(1), buildEvidence(2)],
    report: buildReport(),
    plannedInjects: [buildPlannedInject(1), buildPlannedInject(2, { subject: "A journalist asks", status: "held", channel: "press" })],
    requests: [],
    instead: new Map(),
  };
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: { defined: true, code: "NOT_FOUND", status: 404, message: "There is no such thing here." } };

/** A refusal as the server words it. */
export function refusal(status: number, code: string, message: string, data?: unknown): Answer {
  return { status, body: { defined: true, code, status, message, ...(data === undefined ? {} : { data }) } };
}

/** Answers one request of the console from the state, and changes the state as the real server would. */
export function answer(lab: LabState, method: string, path: string, body: Readonly<Record<string, unknown>>): Answer {
  lab.requests.push(`${method} ${path}`);
  for (const [pattern, given] of lab.instead) {
    const [wantedMethod, ending = ""] = pattern.split(" ");
    if (wantedMethod === method && path.endsWith(ending)) {
      lab.instead.delete(pattern);
      return given;
    }
  }
  if (path.startsWith("/auth/"))
    return path === "/auth/join" || path === "/auth/solo" ? ok({ exerciseId: lab.exercise.id, teamId: idOf("team", 1) }) : ok({ ok: true });
  const parts = path.replace("/v1/", "").split("/");
  return parts[0] === "exercises" && parts[1] !== undefined ? answerExercise(lab, method, parts.slice(2), body) : answerGeneral(lab, parts);
}

function answerGeneral(lab: LabState, [first, , third]: readonly string[]): Answer {
  switch (first) {
    case "me":
      return ok(lab.me);
    case "exercises":
      return ok([lab.exercise]);
    case "join":
      return ok({
        exerciseTitle: lab.exercise.title,
        scenarioTitle: lab.exercise.scenario.title,
        teams: [
          { id: idOf("team", 1), name: "Blue", members: 2 },
          { id: idOf("team", 2), name: "Green", members: 1 },
        ],
      });
    case "scenarios":
      return ok(buildStudio().flatMap((scenario) => scenario.card ?? []));
    case "studio":
      return third === undefined ? ok(buildStudio()) : ok(buildPreview(1));
    case undefined:
    default:
      return notFound;
  }
}

function answerExercise(
  lab: LabState,
  method: string,
  [resource, id, act]: readonly string[],
  body: Readonly<Record<string, unknown>>,
): Answer {
  switch (resource) {
    case undefined:
      return ok(lab.exercise);
    case "brief":
      return ok({
        body: "At 08:40 the help desk took a call: **a colleague sees a page that nobody knows**.\n\n- You have the logs of the last 14 days.\n- Nothing has been switched off.",
        objectives: [
          { id: "a", text: "Find the page and who put it there" },
          { id: "b", text: "Say whether it was used" },
        ],
        organisation: {
          name: "Larkspur Tools",
          domain: "larkspur.example",
          facts: [
            { label: "People", value: "40" },
            { label: "Mail server", value: "EX01, Exchange 2019" },
          ],
        },
      });
    case "injects":
      return ok([
        {
          id: idOf("inject", 9),
          sentAt: "2021-03-03T09:20:00.000Z",
          channel: "phone",
          from: "Reception",
          subject: "Somebody called",
          body: "A supplier asks about a strange mail.",
          isAcknowledged: false,
        },
      ]);
    case "guide":
      return ok(buildGuide());
    case "alerts":
      return answerAlert(lab, id, act, body);
    case "evidence":
      return answerEvidence(lab, id, body);
    case "report":
      return answerReport(lab, method, id, body);
    case "debrief":
      return lab.exercise.isDebriefOpen ? ok(buildDebrief()) : refusal(403, "FORBIDDEN", "The debrief is not open yet.");
    case "board":
      return ok(buildBoard());
    case "planned-injects":
      return ok(lab.plannedInjects);
    case "notes":
      return method === "GET"
        ? ok([])
        : ok({
            id: idOf("note", 1),
            at: "2026-11-23T10:00:00Z",
            simAt: lab.exercise.clock.simNow,
            text: String(body["text"]),
            byName: "Alex",
          });
    case "schema":
      return ok({ tables: [], counts: {}, samples: [] });
    default:
      return notFound;
  }
}

function answerAlert(lab: LabState, id: string | undefined, act: string | undefined, body: Readonly<Record<string, unknown>>): Answer {
  if (id === undefined) return ok(lab.alerts);
  const alert = lab.alerts.find((one) => one.id === id);
  if (alert === undefined) return notFound;
  const user = lab.me.user;
  const changes: Readonly<Record<string, () => Partial<AlertDetail>>> = {
    claim: () => ({ status: "claimed", claimedBy: { userId: user?.id ?? "", displayName: user?.displayName ?? "" } }),
    release: () => ({ status: "new", claimedBy: null }),
    reopen: () => ({ status: "new", verdict: null }),
    evidence: () => ({ evidenceIds: body["evidenceIds"] as string[] }),
    verdict: () => ({
      status: "closed",
      verdict: {
        kind: body["kind"] as "true-positive",
        confidence: Number(body["confidence"]),
        reason: String(body["reason"]),
        duplicateOf: (body["duplicateOf"] ?? null) as string | null,
        byName: user?.displayName ?? "",
        at: lab.exercise.clock.simNow,
      },
    }),
  };
  const changed = { ...alert, ...changes[act ?? ""]?.() };
  lab.alerts = lab.alerts.map((one) => (one.id === id ? changed : one));
  return ok(changed);
}

function answerEvidence(lab: LabState, id: string | undefined, body: Readonly<Record<string, unknown>>): Answer {
  if (id === undefined) return ok(lab.evidence);
  const piece = lab.evidence.find((one) => one.id === id);
  if (piece === undefined) return notFound;
  const { key: _key, ...changes } = body;
  const changed = { ...piece, ...changes };
  lab.evidence = lab.evidence.map((one) => (one.id === id ? changed : one));
  return ok(changed);
}

function answerReport(lab: LabState, method: string, act: string | undefined, body: Readonly<Record<string, unknown>>): Answer {
  if (method === "GET") return ok(lab.report);
  if (body["baseRevision"] !== lab.report.revision)
    return refusal(409, "CONFLICT", "Somebody changed this in the meantime.", { code: "report/stale" });
  if (act === "submit") lab.report = { ...lab.report, submittedAt: lab.exercise.clock.simNow, submittedBy: "Robin" };
  else lab.report = { ...lab.report, body: body["body"] as ReportView["body"], revision: lab.report.revision + 1, savedBy: "Robin" };
  return ok(lab.report);
}
