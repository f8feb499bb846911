import type { BoardView, DebriefView, ScenarioPreview, StudioScenario } from "@mailroom/server/contract";
import { idOf } from "./ids.ts";

export function buildDebrief(): DebriefView {
  return {
    body: "## In short\n\nA page was written at 08:57 and used twice before anybody looked.",
    points: 61.5,
    pointsMax: 100,
    sections: [
      { section: "findings", points: 32, pointsMax: 50 },
      { section: "triage", points: 14.5, pointsMax: 20 },
      { section: "indicators", points: 10, pointsMax: 15 },
      { section: "verdict", points: 7, pointsMax: 15 },
      { section: "hints", points: -2, pointsMax: 0 },
    ],
    lines: [
      {
        id: "a",
        section: "findings",
        title: "The page was written",
        points: 20,
        pointsMax: 20,
        outcome: "full",
        reason: "You cited the row that recorded it.",
        stepIds: ["drop"],
      },
      {
        id: "b",
        section: "findings",
        title: "The page was used",
        points: 12,
        pointsMax: 30,
        outcome: "partial",
        reason: "One of two requests is cited; the time is right.",
        stepIds: ["use"],
      },
      {
        id: "c",
        section: "hints",
        title: "Hint 2 of “Find the odd page”",
        points: -2,
        pointsMax: 0,
        outcome: "deducted",
        reason: "Opened before the step was solved.",
        stepIds: [],
      },
    ],
    steps: [
      {
        id: "drop",
        at: "2021-03-03T08:57:03.000Z",
        title: "A page is written into the web folder",
        explanation: "The offline address book's folder was pointed at the web root.",
        actor: "Intruder",
        techniques: ["T1505.003"],
        outcome: "found",
        knowableAt: "2021-03-03T08:58:00.000Z",
        seenAt: "2021-03-03T09:20:00.000Z",
        citedAt: "2021-03-03T09:48:00.000Z",
        query: "DeviceFileEvents | where FileName endswith '.aspx'",
        rows: [
          {
            itemId: "00000001-aaaa-bbbb-cccc-0123456789ab",
            table: "DeviceFileEvents",
            at: "2021-03-03T08:57:03.000Z",
            summary: "FileCreated odd.aspx on EX01",
          },
        ],
      },
      {
        id: "use",
        at: "2021-03-03T09:01:12.000Z",
        title: "The page is used",
        explanation: "Two POST requests from one address.",
        actor: "Intruder",
        techniques: [],
        outcome: "seen-not-cited",
        knowableAt: "2021-03-03T09:02:00.000Z",
        seenAt: "2021-03-03T09:21:00.000Z",
        citedAt: null,
        query: "W3CIISLog | where csUriStem has 'odd'",
        rows: [],
      },
      {
        id: "tidy",
        at: "2021-03-03T09:09:00.000Z",
        title: "Traces are removed",
        explanation: "Nothing logged it.",
        actor: "Intruder",
        techniques: [],
        outcome: "missed",
        knowableAt: null,
        seenAt: null,
        citedAt: null,
        query: "",
        rows: [],
      },
    ],
    decoys: [
      { title: "The backup at three in the morning", whyNot: "It runs every night under the same account.", wasTaken: false },
      { title: "The crawler", whyNot: "It asked for one page and got a redirect.", wasTaken: true },
    ],
    alerts: [
      {
        number: 1,
        title: "Unusual page requested",
        truth: "true-positive",
        given: "true-positive",
        isRight: true,
        reason: "Its rows are the intruder's.",
      },
      {
        number: 2,
        title: "Many failed logons",
        truth: "benign-true-positive",
        given: null,
        isRight: false,
        reason: "A telephone with an old password.",
      },
    ],
    submitted: null,
  };
}

export function buildBoard(): BoardView {
  const team = (number: number, name: string) => ({
    teamId: idOf("team", number),
    name,
    members: [{ userId: idOf("user", number), displayName: `${name} one`, isOnline: number === 1 }],
    alertsOpen: 3 - number,
    alertsClosed: number,
    evidenceCount: 4 * number,
    queryCount: 11 * number,
    lastQuery: { text: "W3CIISLog\n| where csUriStem has 'odd'\n| take 10", byName: `${name} one`, simAt: "2021-03-03T09:40:00.000Z" },
    lastActiveAt: "2021-03-03T09:40:00.000Z",
    guideDone: number,
    guideTotal: 3,
    stepsSeen: number === 1 ? ["drop"] : [],
    reportRevision: number,
    submittedAt: null,
    score: 20 * number,
    scoreMax: 100,
  });
  return {
    joinCode: "KMP4RX",
    seed: 42,
    teams: [team(1, "Blue"), team(2, "Green")],
    storyTrack: [
      { stepId: "drop", at: "2021-03-03T08:57:03.000Z", title: "A page is written into the web folder", actor: "Intruder" },
      { stepId: "use", at: "2021-03-03T09:01:12.000Z", title: "The page is used", actor: "Intruder" },
      { stepId: "exfil", at: "2021-03-03T11:30:00.000Z", title: "Mail leaves the house", actor: "Intruder" },
    ],
  };
}

export function buildStudio(): StudioScenario[] {
  return [
    {
      slug: "odd-page",
      card: {
        slug: "odd-page",
        title: "An odd page",
        summary: "Something was written to a small company's mail server.",
        level: "beginner",
        minutes: 60,
        audience: "Anybody",
        objectives: ["Read a line of a web server log"],
        skills: ["KQL", "Web logs"],
        isGuided: true,
      },
      findings: [
        {
          severity: "warning",
          code: "scenario-unused-host",
          file: "odd-page/story.yaml",
          line: 12,
          column: 5,
          message: "Host “EX02” is never used.",
          fix: "Remove it or use it in a step.",
        },
      ],
    },
    {
      slug: "broken",
      card: null,
      findings: [
        {
          severity: "error",
          code: "scenario-unknown-key",
          file: "broken/scenario.yaml",
          line: 3,
          column: 1,
          message: "There is no key “titel”.",
          fix: "Did you mean “title”?",
        },
      ],
    },
  ];
}

export function buildPreview(seed: number): ScenarioPreview {
  return {
    slug: "odd-page",
    seed,
    organisation: "Larkspur Tools",
    simStart: "2021-03-03T09:00:00.000Z",
    simEnd: "2021-03-03T13:00:00.000Z",
    tables: [
      { table: "W3CIISLog", rows: 412_209, storyRows: 14 },
      { table: "DeviceFileEvents", rows: 20_113, storyRows: 2 },
    ],
    steps: [
      {
        id: "drop",
        at: "2021-03-03T08:57:03.000Z",
        actor: "Intruder",
        title: "A page is written",
        techniques: ["T1505.003"],
        rows: [{ table: "DeviceFileEvents", count: 2 }],
      },
      { id: "tidy", at: "2021-03-03T09:09:00.000Z", actor: "Intruder", title: "Traces are removed", techniques: [], rows: [] },
    ],
    injects: [{ id: "call", at: "2021-03-03T10:15:00.000Z", from: "The managing director", subject: "Is our mail safe?" }],
    proofs: [
      { file: "proof/who.kql", question: "Which address used the page?", rows: 1, isOk: true, message: "" },
      { file: "proof/when.kql", question: "When was it written?", rows: 0, isOk: false, message: "The query returned no row." },
    ],
  };
}
