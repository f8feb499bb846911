import { describe, expect, it } from "vitest";
import { parseSimTime } from "../../base/sim-time.ts";
import { isMet, type GuideFacts } from "./guide-condition.ts";

const nothing: GuideFacts = {
  acts: { openedPages: [], queriedTables: [], seenSteps: [] },
  pinnedSteps: new Set(),
  judgedAlerts: [],
  report: null,
  isSubmitted: false,
};
const seen = { stepId: "plant", table: "W3CIISLog", firstSeenAt: parseSimTime("2021-03-03T08:00:00Z") };

describe("guide conditions", () => {
  it("are all unmet by somebody who has done nothing", () => {
    for (const condition of [
      { kind: "opened", page: "brief" },
      { kind: "ran-query", table: null },
      { kind: "saw-step", stepId: "plant", table: null },
      { kind: "pinned-step", stepId: "plant" },
      { kind: "judged-alert", stepId: null },
      { kind: "stated-finding", findingKind: "web-shell-written" },
      { kind: "submitted" },
    ] as const) {
      expect(isMet(condition, nothing)).toBe(false);
    }
  });

  it("want the right table when they name one", () => {
    const facts = { ...nothing, acts: { ...nothing.acts, seenSteps: [seen] } };
    expect(isMet({ kind: "saw-step", stepId: "plant", table: "W3CIISLog" }, facts)).toBe(true);
    expect(isMet({ kind: "saw-step", stepId: "plant", table: "SecurityEvent" }, facts)).toBe(false);
    expect(isMet({ kind: "saw-step", stepId: "other", table: null }, facts)).toBe(false);
  });

  it("tell a judged alert of the story from one of ordinary life", () => {
    const facts = { ...nothing, judgedAlerts: [new Set<string>()] };
    expect(isMet({ kind: "judged-alert", stepId: null }, facts)).toBe(true);
    expect(isMet({ kind: "judged-alert", stepId: "plant" }, facts)).toBe(false);
  });

  it("combine", () => {
    const facts = { ...nothing, isSubmitted: true };
    const submitted = { kind: "submitted" } as const;
    const pinned = { kind: "pinned-step", stepId: "plant" } as const;
    expect(isMet({ kind: "all", of: [submitted, pinned] }, facts)).toBe(false);
    expect(isMet({ kind: "any", of: [submitted, pinned] }, facts)).toBe(true);
  });
});
