import type { ReportBody, ReportView } from "@mailroom/server/contract";
import { describe, expect, it } from "vitest";
import { beginSave, confirmSave, edit, failSave, meet, openSession, saveStateOf, settleConflict } from "./report-session.ts";

const body = (narrative: string, verdict: ReportBody["verdict"] = "undecided"): ReportBody => ({
  verdict,
  verdictConfidence: 50,
  findings: [],
  indicators: [],
  scope: { hosts: [], accounts: [], mailboxes: [] },
  actions: [],
  narrative,
});
const view = (revision: number, text: ReportBody): ReportView => ({
  body: text,
  revision,
  savedAt: null,
  savedBy: "Bo",
  submittedAt: null,
  submittedBy: null,
  actionLibrary: [],
});

describe("editing a report", () => {
  it("is saved, unsaved, saving and saved again", () => {
    const opened = openSession(view(1, body("")), null);
    const typed = edit(opened, body("a"));
    const sent = beginSave(typed);
    const done = confirmSave(sent, view(2, body("a")));
    expect([opened, typed, sent, done].map(saveStateOf)).toEqual(["saved", "unsaved", "saving", "saved"]);
  });

  it("keeps what was typed while a save was under way", () => {
    const sent = beginSave(edit(openSession(view(1, body("")), null), body("a")));
    const done = confirmSave(edit(sent, body("ab")), view(2, body("a")));
    expect(done.body.narrative).toBe("ab");
    expect(saveStateOf(done)).toBe("unsaved");
  });

  it("keeps the text when a save fails", () => {
    const failed = failSave(beginSave(edit(openSession(view(1, body("")), null), body("a"))), new TypeError("network"));
    expect(failed.body.narrative).toBe("a");
    expect(saveStateOf(failed)).toBe("failed");
  });
});

describe("a colleague's newer version", () => {
  it("is taken over when nothing was changed here", () => {
    expect(meet(openSession(view(1, body("")), null), view(2, body("theirs"))).body.narrative).toBe("theirs");
  });

  it("is merged with changes to other parts, which are then still to be saved", () => {
    const merged = meet(edit(openSession(view(1, body("")), null), body("", "compromised")), view(2, body("theirs")));
    expect(merged.body).toEqual(body("theirs", "compromised"));
    expect([merged.revision, saveStateOf(merged)]).toEqual([2, "unsaved"]);
  });

  it("waits for a person where both changed the same part, and follows the choice", () => {
    const conflicted = meet(edit(openSession(view(1, body("")), null), body("mine")), view(2, body("theirs")));
    expect(saveStateOf(conflicted)).toBe("conflict");
    expect(conflicted.body.narrative).toBe("mine");
    expect(settleConflict(conflicted, "mine")).toMatchObject({
      revision: 2,
      body: { narrative: "mine" },
      confirmed: { narrative: "theirs" },
    });
    expect(saveStateOf(settleConflict(conflicted, "theirs"))).toBe("saved");
  });

  it("is ignored when it is what this page saved itself", () => {
    const session = edit(openSession(view(3, body("a")), null), body("ab"));
    expect(meet(session, view(3, body("a"))).body.narrative).toBe("ab");
  });
});

describe("text left behind by a closed tab", () => {
  it("comes back on the version that it was made on", () => {
    const session = openSession(view(1, body("")), { base: body(""), baseRevision: 1, body: body("kept") });
    expect([session.body.narrative, saveStateOf(session)]).toEqual(["kept", "unsaved"]);
  });

  it("meets what others saved meanwhile", () => {
    const left = { base: body(""), baseRevision: 1, body: body("kept") };
    expect(saveStateOf(openSession(view(2, body("theirs")), left))).toBe("conflict");
    expect(openSession(view(2, body("", "attempted")), left).body).toEqual(body("kept", "attempted"));
  });

  it("is forgotten once the report is submitted", () => {
    const submitted = { ...view(2, body("final")), submittedAt: "2021-03-02T10:00:00Z" };
    expect(openSession(submitted, { base: body(""), baseRevision: 1, body: body("kept") }).body.narrative).toBe("final");
  });
});
