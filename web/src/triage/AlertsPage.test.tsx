import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { buildAlert } from "../../test/mock-lab/build.ts";
import { EXERCISE_ID, idOf } from "../../test/mock-lab/ids.ts";
import { refusal } from "../../test/mock-lab/mock-lab.ts";
import { renderApp } from "../../test/render-app.tsx";

const queue = `/x/${EXERCISE_ID}/alerts`;
const first = `${queue}/${idOf("alert", 1)}`;

describe("the alerts page", () => {
  it("walks through the queue with j and k, and keeps the choice in the address", async () => {
    const { router } = renderApp(queue);
    await screen.findByText("Unusual page requested 1");
    await userEvent.keyboard("j");
    await screen.findByRole("heading", { name: "Unusual page requested 1" });
    await userEvent.keyboard("j");
    await screen.findByRole("heading", { name: "Unusual page requested 2" });
    expect(router.state.location.pathname).toBe(`${queue}/${idOf("alert", 2)}`);
    await userEvent.keyboard("k");
    await screen.findByRole("heading", { name: "Unusual page requested 1" });
  });

  it("judges by keyboard: v f chooses, the reason is typed, and the alert closes with an undo", async () => {
    const { lab } = renderApp(first);
    await screen.findByRole("heading", { name: "Your verdict" });
    await userEvent.keyboard("vf");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: /False positive/ }).checked).toBe(true);
    // The caret is in the reason now, so that letters are text and no shortcuts.
    await userEvent.keyboard("j is only a letter here{Control>}{Enter}{/Control}");
    await screen.findByRole("heading", { name: "Verdict" });
    expect(lab.alerts[0]?.verdict).toMatchObject({ kind: "false-positive", reason: "j is only a letter here", confidence: 70 });
    // The form is gone; focus is on what took its place, not lost.
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "Verdict" }));

    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await screen.findByRole("heading", { name: "Your verdict" });
    expect(lab.alerts[0]?.verdict).toBeNull();
  });

  it("keeps a half-written verdict while one looks at other alerts, and forgets it once the alert is closed", async () => {
    renderApp(first);
    await screen.findByRole("heading", { name: "Unusual page requested 1" });
    await userEvent.keyboard("vfSo far only a thought");
    await userEvent.click(screen.getByRole("button", { name: /Unusual page requested 2/ }));
    await screen.findByRole("heading", { name: "Unusual page requested 2" });
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reason" }).value).toBe("");
    await userEvent.click(screen.getByRole("button", { name: /Unusual page requested 1/ }));
    await screen.findByRole("heading", { name: "Unusual page requested 1" });
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reason" }).value).toBe("So far only a thought");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: /False positive/ }).checked).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Close the alert" }));
    await userEvent.click(await screen.findByRole("button", { name: "Open it again" }));
    await screen.findByRole("heading", { name: "Your verdict" });
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reason" }).value).toBe("");
  });

  it("says what is missing and sends nothing", async () => {
    const { lab } = renderApp(first);
    await userEvent.click(await screen.findByRole("button", { name: "Close the alert" }));
    await screen.findByText("Choose a verdict.");
    await userEvent.click(screen.getByRole("radio", { name: /Duplicate/ }));
    await screen.findByText("Say which alert it repeats.");
    expect(lab.requests.filter((request) => request.endsWith("/verdict"))).toEqual([]);
  });

  it("shows a claim at once and takes it back when the server refuses", async () => {
    const { lab } = renderApp(first);
    lab.instead.set("POST /claim", refusal(403, "FORBIDDEN", "Sam has it."));
    await userEvent.click(await screen.findByRole("button", { name: "Claim" }));
    await screen.findByText("Sam has it.");
    await waitFor(() => expect(screen.getByRole("button", { name: "Claim" })).toBeTruthy());
  });

  it("shows log text as text, whatever is in it", async () => {
    renderApp(first);
    const rows = await screen.findByRole("group", { name: "Rows behind this alert" });
    expect(within(rows).getByText("<b onmouseover=alert(1)>markup</b>")).toBeTruthy();
    expect(rows.querySelector("b")).toBeNull();
  });

  it("keeps filters in the address and explains an empty part of the queue", async () => {
    renderApp(`${queue}?show=closed`, (lab) => {
      lab.alerts = [buildAlert(1)];
    });
    expect(await screen.findByText("None in this part of the queue")).toBeTruthy();
  });
});
