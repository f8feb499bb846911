import type { AlertDetail, EvidenceView, ExerciseView, GuideView, PlannedInject, ReportBody, ReportView } from "@mailroom/server/contract";
import { EXERCISE_ID, idOf } from "./ids.ts";

/** Things of a small lab, each with sound defaults that a test overrides. */

export function buildExercise(changes: Partial<ExerciseView> = {}): ExerciseView {
  return {
    id: EXERCISE_ID,
    title: "Tuesday class",
    mode: "class",
    scenario: { slug: "odd-page", title: "An odd page", level: "beginner", minutes: 60 },
    clock: {
      state: "running",
      simNow: "2021-03-03T09:41:12.000Z",
      simStart: "2021-03-03T09:00:00.000Z",
      simEnd: "2021-03-03T13:00:00.000Z",
      speed: 15,
      serverTime: Date.now(),
    },
    team: {
      id: idOf("team", 1),
      name: "Blue",
      members: [
        { userId: idOf("user", 1), displayName: "Robin", isOnline: true },
        { userId: idOf("user", 2), displayName: "Sam", isOnline: false },
      ],
    },
    abilities: { controlClock: false, facilitate: false, investigate: true },
    isSubmitted: false,
    isDebriefOpen: false,
    world: { state: "ready", progress: 1, message: "" },
    createdAt: "2026-11-23T09:00:00Z",
    ...changes,
  };
}

export function buildAlert(number: number, changes: Partial<AlertDetail> = {}): AlertDetail {
  return {
    id: idOf("alert", number),
    number,
    title: `Unusual page requested ${number}`,
    ruleId: "unusual-page",
    severity: "medium",
    tactics: ["Persistence"],
    techniques: ["T1505.003"],
    raisedAt: `2021-03-03T09:${String(10 + number).padStart(2, "0")}:00.000Z`,
    firstRowAt: "2021-03-03T08:58:41.120Z",
    lastRowAt: "2021-03-03T09:04:02.907Z",
    hitCount: 3,
    entities: [
      { kind: "ip", value: "203.0.113.77" },
      { kind: "host", value: "EX01" },
    ],
    status: "new",
    claimedBy: null,
    verdict: null,
    evidenceIds: [],
    description: "A page was requested that nobody asked for in the fourteen days before.",
    ruleQuery: "W3CIISLog\n| where csUriStem endswith '.aspx'\n| summarize count() by csUriStem",
    investigateQuery: "W3CIISLog\n| where cIP == '203.0.113.77'\n| order by TimeGenerated asc",
    frequency: "5 min",
    period: "1 h",
    columns: [
      { name: "TimeGenerated", type: "datetime" },
      { name: "cIP", type: "string" },
      { name: "csMethod", type: "string" },
      { name: "csUriStem", type: "string" },
      { name: "scStatus", type: "string" },
      { name: "csUserAgent", type: "string" },
    ],
    rows: [
      ["2021-03-03T08:58:41.1200000Z", "203.0.113.77", "GET", "/owa/auth/odd.aspx", "200", "ExampleClient/1.0"],
      ["2021-03-03T09:01:12.4410000Z", "203.0.113.77", "POST", "/owa/auth/odd.aspx", "200", "<b onmouseover=alert(1)>markup</b>"],
      ["2021-03-03T09:04:02.9070000Z", "203.0.113.77", "POST", "/owa/auth/odd.aspx", "500", "ExampleClient/1.0"],
    ],
    ...changes,
  };
}

export function buildEvidence(number: number, changes: Partial<EvidenceView> = {}): EvidenceView {
  return {
    id: idOf("evidence", number),
    itemId: `${String(number).padStart(8, "0")}-aaaa-bbbb-cccc-0123456789ab`,
    kind: "row",
    table: "W3CIISLog",
    eventAt: `2021-03-03T09:0${number}:12.4410000Z`,
    columns: [
      { name: "TimeGenerated", type: "datetime" },
      { name: "cIP", type: "string" },
      { name: "csUriStem", type: "string" },
    ],
    cells: [`2021-03-03T09:0${number}:12.4410000Z`, "203.0.113.77", "/owa/auth/odd.aspx"],
    queryText: "W3CIISLog\n| where csUriStem has 'odd'",
    note: "",
    labels: [],
    pinnedBy: "Robin",
    pinnedAt: "2021-03-03T09:40:00.000Z",
    isRemoved: false,
    ...changes,
  };
}

export function buildReportBody(changes: Partial<ReportBody> = {}): ReportBody {
  return {
    verdict: "undecided",
    verdictConfidence: 50,
    findings: [],
    indicators: [],
    scope: { hosts: [], accounts: [], mailboxes: [] },
    actions: [],
    narrative: "",
    ...changes,
  };
}

export function buildReport(changes: Partial<ReportView> = {}): ReportView {
  return {
    body: buildReportBody(),
    revision: 1,
    savedAt: "2021-03-03T09:30:00.000Z",
    savedBy: "Robin",
    submittedAt: null,
    submittedBy: null,
    actionLibrary: [
      { id: "isolate", title: "Isolate the mail server", description: "Mail stops; so does whoever is in it." },
      { id: "patch", title: "Install the pending update", description: "Closes the door, throws nobody out." },
      { id: "wipe", title: "Delete every log", description: "Frees disk space." },
    ],
    ...changes,
  };
}

export function buildGuide(): GuideView {
  const step = (id: string, title: string, state: "done" | "open" | "locked") => ({
    id,
    title,
    body: "Open the **hunt** page and run `W3CIISLog | take 10`.",
    state,
    doneAt: state === "done" ? "2021-03-03T09:12:00.000Z" : null,
    hints: [
      { index: 0, price: 0, body: state === "done" ? "The table is named after the log." : null },
      { index: 1, price: 2, body: null },
    ],
  });
  return {
    doneCount: 1,
    steps: [
      step("look", "Look at the web server log", "done"),
      step("odd", "Find the odd page", "open"),
      step("who", "Say who asked for it", "locked"),
    ],
  };
}

export function buildPlannedInject(number: number, changes: Partial<PlannedInject> = {}): PlannedInject {
  return {
    id: idOf("inject", number),
    plannedAt: "2021-03-03T10:15:00.000Z",
    channel: "phone",
    from: "The managing director",
    to: "Everybody",
    subject: "Is our mail safe?",
    body: "A supplier says that we were hacked. Is that true? I need two sentences in ten minutes.",
    expectedAction: "Answer with what is known and what is not.",
    status: "scheduled",
    sentAt: null,
    acknowledgedByTeams: [],
    ...changes,
  };
}
