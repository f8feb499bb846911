import type { SavedQueryView } from "@mailroom/server/contract";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SaveDialog } from "./SaveDialog.tsx";
import { SavedList } from "./SavedList.tsx";

const EXERCISE = "0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a22";

function buildSaved(digit: number, name: string): SavedQueryView {
  return {
    id: `0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a0${digit}`,
    name,
    text: `${name}\n| take 5`,
    range: { kind: "last", lastMinutes: 240 },
    savedBy: "Ada",
    savedAt: "2026-01-05T10:00:00.000Z",
    isRemoved: false,
  };
}

/** The server's list, and what was sent to change it. */
let saved: SavedQueryView[];
let sent: Record<string, unknown>[];

beforeEach(() => {
  saved = [buildSaved(1, "Pages"), buildSaved(2, "Admins")];
  sent = [];
  vi.stubGlobal("fetch", async (input: Request): Promise<Response> => {
    if (input.method === "GET") return Response.json(saved);
    const { key: _, ...body } = (await input.json()) as Record<string, unknown>;
    sent.push(body);
    const id = new URL(input.url).pathname.split("/").at(-1);
    const known = saved.find((one) => one.id === id) ?? buildSaved(3, String(body["name"]));
    const changed = { ...known, ...body };
    saved = [...saved.filter((one) => one.id !== changed.id), changed];
    return Response.json(changed);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (page: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <Notifications />
        {page}
      </MantineProvider>
    </QueryClientProvider>,
  );

test("lists the team's queries by name and opens one with its range", async () => {
  const onOpen = vi.fn<(text: string, range: unknown) => void>();
  show(<SavedList exerciseId={EXERCISE} onOpen={onOpen} />);
  const entries = await screen.findAllByRole("button", { name: /Last 4 hours/ });
  expect(entries.map((entry) => entry.textContent)).toEqual(["AdminsLast 4 hours · Ada", "PagesLast 4 hours · Ada"]);
  await userEvent.setup().click(entries[1] as HTMLElement);
  expect(onOpen).toHaveBeenCalledWith("Pages\n| take 5", { kind: "last", lastMinutes: 240 });
});

test("renames and deletes by keyboard, and takes a deletion back", async () => {
  show(<SavedList exerciseId={EXERCISE} onOpen={() => {}} />);
  const user = userEvent.setup();
  (await screen.findByRole("button", { name: /^Pages/ })).focus();
  await user.keyboard("{F2}");
  await user.keyboard("Odd pages{Enter}");
  expect(await screen.findByRole("button", { name: /^Odd pages/ })).toBeTruthy();
  expect(document.activeElement?.textContent).toContain("pages");
  screen.getByRole("button", { name: /^Odd pages/ }).focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(screen.queryByRole("button", { name: /^Odd pages/ })).toBeNull());
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByRole("button", { name: /^Odd pages/ })).toBeTruthy();
  expect(sent).toEqual([{ name: "Odd pages" }, { isRemoved: true }, { isRemoved: false }]);
});

test("saves under a new name, and says whose query a known name would replace", async () => {
  const onSaved = vi.fn<(query: SavedQueryView) => void>();
  const range = { kind: "last", lastMinutes: 60 } as const;
  show(<SaveDialog exerciseId={EXERCISE} text={"// Sweeps\nW3CIISLog"} range={range} onSaved={onSaved} onClose={() => {}} />);
  const user = userEvent.setup();
  const name = await screen.findByLabelText<HTMLInputElement>("Name");
  expect(name.value).toBe("Sweeps");
  await user.clear(name);
  await user.type(name, "pages");
  expect(await screen.findByText(/Ada saved a query by this name/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Replace" }));
  await waitFor(() => expect(onSaved).toHaveBeenCalledTimes(1));
  expect(sent).toEqual([{ text: "// Sweeps\nW3CIISLog", range }]);
});
