import { describe, expect, it } from "vitest";
import { buildHit, START } from "../../test/fixtures/records.ts";
import { buildScenario, CANARY } from "../../test/fixtures/scenario.ts";
import { AlertDetail, Brief, GuideView, ReceivedInject, ReportView } from "../../contract/index.ts";
import { MICROS_PER_DAY, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../base/sim-time.ts";
import { alertId, exerciseId, injectId, teamId } from "../state/ids.ts";
import { presentAlertDetail } from "./alert.ts";
import { formatDuration } from "./duration.ts";
import { presentBrief } from "./exercise.ts";
import { presentGuide } from "./guide.ts";
import { hasReceived, presentReceivedInject } from "./inject.ts";
import { presentReport } from "./report.ts";

const scenario = buildScenario();
const asIs = (text: string): string => text;
const red = teamId("c8b6b1de-7f0c-4f0e-9a55-1f2d3c4b5a60");
const blue = teamId("c8b6b1de-7f0c-4f0e-9a55-1f2d3c4b5a61");

describe("what a trainee may see", () => {
  it("is the brief with its references filled, and nothing of the story", () => {
    const brief = Brief.parse(presentBrief(scenario, (text) => text.replace("{{organisation.name}}", "Tiny Ltd")));
    expect(brief.body).toBe("Welcome to Tiny Ltd.");
    expect(JSON.stringify(brief)).not.toContain(CANARY);
  });

  it("is the library of actions without points or reasons", () => {
    const report = { teamId: red, body: {} as never, revision: 0, savedAt: null, savedBy: null, submittedAt: null, submittedBy: null };
    const view = presentReport(report, scenario, asIs);
    expect(view.actionLibrary).toEqual([{ id: "isolate", title: "Isolate the server", description: "Take it off the network." }]);
    expect(JSON.stringify(view)).not.toContain(CANARY);
    expect(ReportView.shape.actionLibrary.parse(view.actionLibrary)).toHaveLength(1);
  });

  it("is an inject once it was sent, to them or to all, without what is expected of them", () => {
    const sent = {
      id: injectId("c8b6b1de-7f0c-4f0e-9a55-1f2d3c4b5a62"),
      exerciseId: exerciseId("x"),
      teamId: red,
      plannedAt: START,
      channel: "mail" as const,
      from: "The boss",
      to: "The team",
      subject: "Well?",
      body: "Report.",
      expectedAction: CANARY,
      status: "sent" as const,
      sentAt: START,
      acknowledgedBy: [red],
    };
    expect(hasReceived(sent, red)).toBe(true);
    expect(hasReceived(sent, blue)).toBe(false);
    expect(hasReceived({ ...sent, teamId: null }, blue)).toBe(true);
    expect(hasReceived({ ...sent, status: "scheduled", sentAt: null }, red)).toBe(false);
    const view = ReceivedInject.parse(presentReceivedInject(sent, red, asIs));
    expect(view.isAcknowledged).toBe(true);
    expect(JSON.stringify(view)).not.toContain(CANARY);
  });
});

describe("the guide", () => {
  it("opens one step at a time and keeps locked texts and unopened hints back", () => {
    const fresh = GuideView.parse(presentGuide(scenario.guide, [], [], asIs));
    expect(fresh.steps.map((step) => step.state)).toEqual(["open", "locked"]);
    expect(JSON.stringify(fresh)).not.toContain(CANARY);
    const opened = presentGuide(scenario.guide, [], [{ stepId: "read", index: 0, openedAt: START }], asIs);
    expect(opened.steps[0]?.hints[0]?.body).toContain("on the left");
    const next = presentGuide(scenario.guide, [{ stepId: "read", doneAt: START }], [], asIs);
    expect(next.steps.map((step) => step.state)).toEqual(["done", "open"]);
    expect(next.doneCount).toBe(1);
  });
});

describe("an alert", () => {
  const alert = {
    ...buildHit({ itemIds: ["00000000-0000-0000-0000-00000000000a"] }),
    id: alertId("c8b6b1de-7f0c-4f0e-9a55-1f2d3c4b5a63"),
    exerciseId: exerciseId("x"),
    teamId: red,
    number: 3,
    status: "new" as const,
    claimedBy: null,
    verdict: null,
    evidenceIds: [],
  };

  it("comes with its rule and a query that shows just its rows", () => {
    const view = AlertDetail.parse(presentAlertDetail(alert, scenario.rules[0]!, ["Event", "W3CIISLog"]));
    expect(view.frequency).toBe("1h");
    expect(view.investigateQuery).toContain('W3CIISLog\n| where _ItemId in ("00000000-0000-0000-0000-00000000000a")');
  });

  it("falls back to the rule's own query when it stands for an aggregate", () => {
    const view = presentAlertDetail({ ...alert, itemIds: [] }, scenario.rules[0]!, ["W3CIISLog"]);
    expect(view.investigateQuery).toMatch(/^\/\/ Rows behind alert 3, 2021-03-03T06:00:00.000000Z to .*\nW3CIISLog$/);
  });
});

it("writes durations as Kusto does", () => {
  expect([MICROS_PER_DAY, 90 * MICROS_PER_MINUTE, 5 * MICROS_PER_SECOND, 500_000].map(formatDuration)).toEqual(["1d", "90m", "5s", "0.5s"]);
});
