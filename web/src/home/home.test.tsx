import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { EXERCISE_ID } from "../../test/mock-lab/ids.ts";
import { refusal } from "../../test/mock-lab/mock-lab.ts";
import { renderApp } from "../../test/render-app.tsx";

describe("coming in", () => {
  it("by code, however it is typed, and with a name", async () => {
    const { lab, router } = renderApp("/", (state) => {
      state.me = { user: null };
    });
    await userEvent.type(await screen.findByRole("textbox", { name: "Code from your facilitator" }), "kmp 4rx{Enter}");
    await userEvent.type(await screen.findByRole("textbox", { name: /Your name/ }), "Robin");
    await userEvent.click(screen.getByRole("radio", { name: /Green/ }));
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    await screen.findByRole("heading", { name: "Brief", level: 1 });
    expect(router.state.location.pathname).toBe(`/x/${EXERCISE_ID}/brief`);
    expect(lab.requests).toContain("POST /auth/join");
  });

  it("with half a code is told what a code looks like", async () => {
    renderApp("/");
    await userEvent.type(await screen.findByRole("textbox", { name: "Code from your facilitator" }), "abc{Enter}");
    expect(await screen.findByText(/six letters and digits/)).toBeTruthy();
  });

  it("with a code that leads nowhere hears it from the server", async () => {
    const { lab } = renderApp("/");
    lab.instead.set("GET /join/KMP4RX", refusal(404, "NOT_FOUND", "No exercise has this code."));
    await userEvent.type(await screen.findByRole("textbox", { name: "Code from your facilitator" }), "KMP4RX{Enter}");
    expect(await screen.findByText("No exercise has this code.")).toBeTruthy();
  });

  it("alone, with a name and nothing else", async () => {
    const { lab } = renderApp("/", (state) => {
      state.me = { user: null };
    });
    await userEvent.click(await screen.findByRole("button", { name: "Start An odd page" }));
    await userEvent.type(await screen.findByRole("textbox", { name: /Your name/ }), "Robin{Enter}");
    await screen.findByRole("heading", { name: "Brief", level: 1 });
    expect(lab.requests).toContain("POST /auth/solo");
  });
});
