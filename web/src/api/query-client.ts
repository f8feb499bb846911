import { QueryClient } from "@tanstack/react-query";
import { errorCode } from "./errors.ts";

/** Answers of the server that a second try would only repeat. */
const FINAL = new Set(["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST", "CONFLICT"]);

/**
 * The cache of what the server said. The live channel keeps it fresh while a page of an exercise is open, so nothing is
 * polled and a return to the window fetches nothing again.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !FINAL.has(errorCode(error) ?? ""),
      },
      // Acts are repeated by `withKey`, which keeps their idempotency key.
      mutations: { retry: false },
    },
  });
}
