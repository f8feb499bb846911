import type { HttpRequest } from "../range/activity.ts";

/** Whom Exchange takes for the client: who `X-Forwarded-For` says it is, or else the peer, which may be a balancer. */
export function seenClient({ forwardedFor, clientIp }: Pick<HttpRequest, "forwardedFor" | "clientIp">): string {
  return forwardedFor === "" ? clientIp : forwardedFor;
}
