/** Why an act was refused, as the contract's errors name it. */
export type RefusalKind = "UNAUTHORIZED" | "FORBIDDEN" | "NOT_FOUND" | "CONFLICT" | "TOO_MANY_REQUESTS";

/**
 * A person asked for something that cannot be. Thrown by policies' callers and commands, mapped to the contract's typed
 * errors in one place (`http/refusal-to-error.ts`). The message is a sentence for people.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(kind: RefusalKind, message: string, data?: Readonly<Record<string, unknown>>) {
    super(message);
    this.kind = kind;
    this.data = data;
  }
}

export function refuseUnauthorized(): Refusal {
  return new Refusal("UNAUTHORIZED", "Sign in or join an exercise first.");
}

export function refuseForbidden(message = "This is not yours to see or change."): Refusal {
  return new Refusal("FORBIDDEN", message);
}

export function refuseNotFound(message = "There is no such thing here."): Refusal {
  return new Refusal("NOT_FOUND", message);
}

/** `code` is stable, `area/what_happened`; `current` is what stands now, for a client that wants to merge. */
export function refuseConflict(code: string, message: string, current?: unknown): Refusal {
  return new Refusal("CONFLICT", message, current === undefined ? { code } : { code, current });
}

export function refuseTooMany(retryAfterSeconds: number): Refusal {
  return new Refusal("TOO_MANY_REQUESTS", "Too many tries. Wait a moment.", { retryAfterSeconds });
}
