import type { ReportBody } from "@mailroom/server/contract";
import { describe, expect, it } from "vitest";
import { diffReports, mergeReports } from "./report-diff.ts";
import { isSameBody, newFinding, newIndicator, withAction, withFinding, withIndicator, withoutFinding } from "./report-draft.ts";

const empty: ReportBody = {
  verdict: "undecided",
  verdictConfidence: 50,
  findings: [],
  indicators: [],
  scope: { hosts: [], accounts: [], mailboxes: [] },
  actions: [],
  narrative: "",
};
const base = withFinding({ ...empty, narrative: "Start." }, { ...newFinding("f1"), statement: "A page was written." });

describe("two versions of a report", () => {
  it("are listed part by part, with what each says", () => {
    const mine = withFinding({ ...base, verdict: "compromised" }, { ...newFinding("f2"), statement: "It was used." });
    const theirs = { ...base, narrative: "Other." };
    expect(diffReports(mine, theirs).map((one) => one.part)).toEqual(["Verdict", "Finding 2", "Narrative"]);
    expect(diffReports(mine, theirs)[1]?.theirs).toBe("(nothing)");
  });

  it("differ when only the cited evidence does", () => {
    const cite = (evidenceIds: string[]) => withFinding(base, { ...newFinding("f1"), statement: "A page was written.", evidenceIds });
    expect(diffReports(cite(["a"]), cite(["b"]))).toHaveLength(1);
  });

  it("are the same whatever the order of keys", () => {
    const { verdict, ...rest } = base;
    expect(isSameBody(base, { ...rest, verdict })).toBe(true);
    expect(isSameBody(base, { ...base, narrative: "x" })).toBe(false);
  });
});

describe("merging", () => {
  it("keeps both people's work when they touched different parts", () => {
    const mine = withIndicator(withFinding(base, newFinding("f2")), { ...newIndicator("i1"), value: "203.0.113.9" });
    const theirs = withFinding({ ...base, narrative: "Longer." }, newFinding("f3"));
    const merged = mergeReports(base, mine, theirs);
    expect(merged?.findings.map((one) => one.id).toSorted()).toEqual(["f1", "f2", "f3"]);
    expect(merged?.narrative).toBe("Longer.");
    expect(merged?.indicators).toHaveLength(1);
  });

  it("leaves out what one of them took out", () => {
    expect(mergeReports(base, withoutFinding(base, "f1"), { ...base, narrative: "Longer." })?.findings).toEqual([]);
  });

  it("gives up when both changed the same thing differently", () => {
    const change = (statement: string) => withFinding(base, { ...newFinding("f1"), statement });
    expect(mergeReports(base, change("x"), change("y"))).toBeNull();
    expect(mergeReports(base, { ...base, narrative: "x" }, { ...base, narrative: "y" })).toBeNull();
  });

  it("gives up when one changed what the other took out", () => {
    const changed = withFinding(base, { ...newFinding("f1"), statement: "x" });
    expect(mergeReports(base, changed, withoutFinding(base, "f1"))).toBeNull();
  });
});

describe("actions", () => {
  it("are chosen, given a reason, and dropped, in their order", () => {
    const two = withAction(withAction(empty, "isolate", ""), "patch", "");
    expect(withAction(two, "isolate", "It beacons.").actions).toEqual([
      { actionId: "isolate", reason: "It beacons." },
      { actionId: "patch", reason: "" },
    ]);
    expect(withAction(two, "isolate", null).actions).toEqual([{ actionId: "patch", reason: "" }]);
  });
});
