import type { RefusalKind } from "../exercise/refusal.ts";

/** The HTTP status of each refusal, where it is not the contract that says it. */
export const REFUSAL_STATUS: Readonly<Record<RefusalKind, number>> = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_MANY_REQUESTS: 429,
};
