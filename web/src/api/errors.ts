import { ORPCError } from "@orpc/client";

/** What went wrong, in words for people, and whether trying again could help. */
export interface Problem {
  readonly title: string;
  readonly message: string;
  readonly canRetry: boolean;
}

/** Code of a typed server error (`NOT_FOUND`, `CONFLICT` …), or null for anything else. */
export function errorCode(error: unknown): string | null {
  if (error instanceof ORPCError) return error.code;
  if (error instanceof AuthError) return error.code;
  return null;
}

/** Thrown by the calls under `/api/auth`, which are no procedures of the contract. */
export class AuthError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "AuthError";
    this.status = status;
    this.code = code;
  }
}

const PROBLEMS: Readonly<Record<string, { readonly title: string; readonly canRetry: boolean }>> = {
  UNAUTHORIZED: { title: "Sign in first", canRetry: false },
  FORBIDDEN: { title: "Not yours to see", canRetry: false },
  NOT_FOUND: { title: "Nothing here", canRetry: false },
  TOO_MANY_REQUESTS: { title: "Slow down a little", canRetry: true },
  CONFLICT: { title: "This cannot be done now", canRetry: true },
  BAD_REQUEST: { title: "The server did not accept this", canRetry: false },
};

/** The server's codes for conflicts that have a better title than the general one. Trying again helps only in a race. */
const CONFLICTS: Readonly<Record<string, { readonly title: string; readonly canRetry: boolean }>> = {
  "alert/changed": { title: "Somebody was faster", canRetry: true },
  "alert/claimed": { title: "Somebody was faster", canRetry: true },
  "report/stale_revision": { title: "Somebody was faster", canRetry: true },
  "inject/not_waiting": { title: "Somebody was faster", canRetry: false },
  "query-token/revoked": { title: "This token no longer works", canRetry: false },
  "query-token/too_many": { title: "You have as many tokens as you can", canRetry: false },
  "evidence/board_full": { title: "The board is full", canRetry: false },
  "exercise/full": { title: "This exercise is full", canRetry: false },
  "exercise/ended": { title: "This exercise is over", canRetry: false },
  "exercise/at_end": { title: "This exercise is over", canRetry: false },
  "report/submitted": { title: "The report has been submitted", canRetry: false },
};

/** Thrown when no answer came at all. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super("The server cannot be reached.", { cause });
    this.name = "OfflineError";
  }
}

/** `fetch`, with a name for the failure that is the network's doing; an abort stays an abort. */
export async function fetchAnswer(input: Request | string, init: RequestInit): Promise<Response> {
  try {
    return await globalThis.fetch(input, { ...init, credentials: "same-origin" });
  } catch (error) {
    throw error instanceof TypeError ? new OfflineError(error) : error;
  }
}

/** Any failure as a calm sentence. */
export function describeProblem(error: unknown): Problem {
  if (error instanceof OfflineError) {
    return {
      title: "The server cannot be reached",
      message: "Check that it is running and that you are connected, then try again.",
      canRetry: true,
    };
  }
  const known = CONFLICTS[conflictCode(error) ?? ""] ?? PROBLEMS[errorCode(error) ?? ""];
  return { ...(known ?? { title: "Something went wrong", canRetry: true }), message: messageOf(error) };
}

/** `area/what_happened` of a conflict; null for every other failure. */
function conflictCode(error: unknown): string | null {
  if (!(error instanceof ORPCError) || error.code !== "CONFLICT") return null;
  const data: unknown = error.data;
  return typeof data === "object" && data !== null && "code" in data && typeof data.code === "string" ? data.code : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : "The server gave no reason.";
}
