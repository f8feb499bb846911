import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { EXERCISE_ID } from "../../test/mock-lab/ids.ts";
import { refusal } from "../../test/mock-lab/mock-lab.ts";
import { renderApp } from "../../test/render-app.tsx";

const heading = (name: string): Promise<HTMLElement> => screen.findByRole("heading", { name, level: 1 });

describe("focus after a change of page", () => {
  it.each([
    ["ga", "Alerts", "Alert queue"],
    ["gh", "Hunt", null],
    ["ge", "Evidence", null],
    ["gc", "Case", "Verdict"],
  ] as const)("%s goes to the heading of %s, and stays there when what belongs under it arrives", async (keys, name, part) => {
    renderApp(`/x/${EXERCISE_ID}/brief`);
    await heading("Brief");
    await userEvent.keyboard(keys);
    if (part !== null) await screen.findAllByLabelText(part);
    await waitFor(async () => expect(document.activeElement).toBe(await heading(name)));
  });

  it("goes along when a page turns out to be another one than it began as", async () => {
    const { lab } = renderApp(`/x/${EXERCISE_ID}/brief`);
    lab.instead.set("GET /debrief", refusal(403, "FORBIDDEN", "Not yet."));
    await heading("Brief");
    await userEvent.keyboard("gd");
    await screen.findByText("The debrief is not open yet");
    await waitFor(async () => expect(document.activeElement).toBe(await heading("Debrief")));
  });

  it("stays where a person has put it, whatever arrives later", async () => {
    renderApp(`/x/${EXERCISE_ID}/brief`);
    await heading("Brief");
    await userEvent.keyboard("gc");
    screen.getByRole("link", { name: /^Hunt/ }).focus();
    await screen.findByRole("textbox", { name: "Narrative" });
    expect(document.activeElement).toBe(screen.getByRole("link", { name: /^Hunt/ }));
  });
});
