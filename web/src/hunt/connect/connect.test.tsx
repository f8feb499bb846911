import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConnectDialog } from "./ConnectDialog.tsx";

const TOKEN = { id: "0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a11", name: "Laptop", createdAt: "2026-01-05T10:00:00.000Z", lastUsedAt: null };
const EXERCISE = "0b7cbb5e-3b1d-4f29-8f43-3d8f4c8c0a22";
const SECRET = "mailroom_abc";

let tokens: (typeof TOKEN)[];
let cache: QueryClient;

beforeEach(() => {
  tokens = [];
  cache = new QueryClient();
  vi.stubGlobal("fetch", async (input: Request): Promise<Response> => {
    const path = new URL(input.url).pathname;
    if (input.method === "GET") return Response.json({ database: "first-case", tokens });
    tokens = path.endsWith("/revoke") ? [] : [TOKEN];
    return Response.json(path.endsWith("/revoke") ? { database: "first-case", tokens } : { token: TOKEN, secret: SECRET });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () =>
  render(
    <QueryClientProvider client={cache}>
      <MantineProvider>
        <ConnectDialog exerciseId={EXERCISE} onClose={() => {}} />
      </MantineProvider>
    </QueryClientProvider>,
  );

test("a new token is shown once, in every recipe, and kept in no cache", async () => {
  show();
  const user = userEvent.setup();
  expect((await screen.findAllByText("first-case")).length).toBeGreaterThan(0);
  await user.type(screen.getByLabelText("What is it for?"), "Laptop");
  await user.click(screen.getByRole("button", { name: "Make a token" }));
  expect(await screen.findByText(SECRET)).toBeTruthy();
  expect(screen.getByText(/with_aad_user_token_authentication/).textContent).toContain(SECRET);
  expect(
    JSON.stringify(
      cache
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    ),
  ).not.toContain(SECRET);
  cleanup();
  show();
  expect(await screen.findByText("Laptop")).toBeTruthy();
  expect(screen.queryByText(SECRET)).toBeNull();
});

test("revoking asks first, and the token is gone", async () => {
  tokens = [TOKEN];
  show();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Revoke Laptop" }));
  await user.click(await screen.findByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(screen.queryByText("Laptop")).toBeNull());
});
