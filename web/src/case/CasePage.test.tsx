import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { buildReport, buildReportBody } from "../../test/mock-lab/build.ts";
import { EXERCISE_ID } from "../../test/mock-lab/ids.ts";
import { refusal } from "../../test/mock-lab/mock-lab.ts";
import { useConnection } from "../api/live/connection-store.ts";
import { renderApp } from "../../test/render-app.tsx";

const address = `/x/${EXERCISE_ID}/case`;

describe("the case page", () => {
  it("saves by Ctrl S what was written, and says so", async () => {
    const { lab } = renderApp(address);
    await userEvent.click(await screen.findByRole("button", { name: "Add a finding" }));
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Finding 1: what" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Statement" }), "A page was written.");
    await userEvent.keyboard("{Control>}s{/Control}");
    await screen.findByText(/^Saved/);
    expect(lab.report.body.findings[0]?.statement).toBe("A page was written.");
  });

  it("merges a colleague's change to another part without asking", async () => {
    const { lab } = renderApp(address);
    await userEvent.type(await screen.findByRole("textbox", { name: "Narrative" }), "Mine");
    lab.report = buildReport({ revision: 5, savedBy: "Sam", body: buildReportBody({ verdict: "compromised" }) });
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(lab.report.body).toMatchObject({ narrative: "Mine", verdict: "compromised" }), { timeout: 5000 });
  });

  it("shows both versions when a colleague changed the same part, and keeps the one that is chosen", async () => {
    const { lab } = renderApp(address);
    await userEvent.type(await screen.findByRole("textbox", { name: "Narrative" }), "Mine");
    lab.report = buildReport({ revision: 5, savedBy: "Sam", body: buildReportBody({ narrative: "Theirs" }) });
    await userEvent.keyboard("{Control>}s{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Sam changed the same part" });
    expect(within(dialog).getByText("Mine")).toBeTruthy();
    expect(within(dialog).getByText("Theirs")).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("button", { name: "Keep mine" }));
    await waitFor(() => expect(lab.report.body.narrative).toBe("Mine"), { timeout: 5000 });
  });

  it("keeps the text on this device when the server refuses it", async () => {
    const { lab } = renderApp(address);
    lab.instead.set("PUT /report", refusal(500, "INTERNAL_SERVER_ERROR", "Broken"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Narrative" }), "Precious");
    await userEvent.keyboard("{Control>}s{/Control}");
    await screen.findByText(/^Not saved/);
    expect(localStorage.getItem(`mailroom-report-${EXERCISE_ID}`)).toContain("Precious");
  });

  it("sends what could not be saved again when the server is back, without being asked", async () => {
    const { lab } = renderApp(address);
    lab.instead.set("PUT /report", refusal(500, "INTERNAL_SERVER_ERROR", "Broken"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Narrative" }), "Precious");
    await userEvent.keyboard("{Control>}s{/Control}");
    await screen.findByText(/^Not saved/);
    act(() => useConnection.getState().setConnection({ kind: "live" }));
    await screen.findByText(/^Saved/);
    expect(lab.report.body.narrative).toBe("Precious");
  });

  it("asks before submitting and is frozen afterwards", async () => {
    const { lab } = renderApp(address);
    await userEvent.click(await screen.findByRole("button", { name: "Submit the report" }));
    await userEvent.click(await screen.findByRole("button", { name: "Submit" }));
    await screen.findByText("This report is submitted and frozen");
    expect(lab.report.submittedAt).not.toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Case", level: 1 })));
    expect(screen.queryByRole("button", { name: "Add a finding" })).toBeNull();
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Narrative" }).readOnly).toBe(true);
  });
});
