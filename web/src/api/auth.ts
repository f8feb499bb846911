import type { JoinRequest, Joined, SoloRequest } from "@mailroom/server/contract";
import { AuthError, fetchAnswer } from "./errors.ts";

async function postAuth<T>(path: string, body: unknown): Promise<T> {
  const response = await fetchAnswer(`/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => ({}))) as { readonly code?: string; readonly message?: string };
  if (!response.ok) {
    const code = answer.code ?? (response.status === 429 ? "TOO_MANY_REQUESTS" : response.status === 401 ? "UNAUTHORIZED" : "FAILED");
    throw new AuthError(response.status, code, answer.message ?? "The server refused this without a reason.");
  }
  return answer as T;
}

/** Joins an exercise by code; the session cookie comes with the answer. */
export function joinExercise(request: JoinRequest): Promise<Joined> {
  return postAuth("join", request);
}

/** Starts a guided scenario alone. */
export function startSolo(request: SoloRequest): Promise<Joined> {
  return postAuth("solo", request);
}

export function signInWithPassword(email: string, password: string): Promise<unknown> {
  return postAuth("sign-in/email", { email, password });
}

/** Redeems a one-time sign-in link. */
export function signInWithLink(token: string): Promise<unknown> {
  return postAuth("link", { token });
}

/** Sets name, address and password of the person who came by link. */
export function setCredentials(credentials: {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}): Promise<unknown> {
  return postAuth("credentials", credentials);
}

export function signOut(): Promise<unknown> {
  return postAuth("sign-out", {});
}
