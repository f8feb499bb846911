import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory } from "@tanstack/react-router";
import { cleanup, configure, render } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { createQueryClient } from "../src/api/query-client.ts";
import { Providers } from "../src/app/Providers.tsx";
import { createAppRouter } from "../src/app/router.ts";
import { type LabState, answer, createLabState } from "./mock-lab/mock-lab.ts";

// Pages are lazy and machines are busy: what matters is that something appears, not within which second.
configure({ asyncUtilTimeout: 10_000 });

// Mantine's growing text fields wait for fonts, which this DOM does not know.
if (!("fonts" in document)) Object.defineProperty(document, "fonts", { value: new EventTarget() });

/** A channel that never says anything: pages must work from what they fetched. */
class SilentSocket extends EventTarget {
  send(): void {
    // Nobody listens.
  }
  close(): void {
    // Nothing to close.
  }
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** The whole console at an address, before a lab in memory. The returned lab may be read and changed at any time. */
export function renderApp(address: string, change: (lab: LabState) => void = () => undefined) {
  const lab = createLabState();
  change(lab);
  vi.stubGlobal("WebSocket", SilentSocket);
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(input, window.location.origin), init);
    const text = await request.text();
    const given = answer(lab, request.method, new URL(request.url).pathname.replace("/api", ""), text === "" ? {} : JSON.parse(text));
    return Response.json(given.body, { status: given.status });
  });
  const router = createAppRouter(createMemoryHistory({ initialEntries: [address] }));
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </QueryClientProvider>,
  );
  return { lab, router };
}
