import { hash32 } from "../../base/hash.ts";
import type { ActorEndpoint, ActorIdentity } from "../estate/estate.ts";
import type { PerformanceContext } from "./technique.ts";

const FALLBACK_ADDRESS = "203.0.113.254";

/**
 * Where this step's requests come from. Most actors keep one address; those that rotate come to a page from another one each
 * time, but go through the forged route from one, because the session that it gives is tied to it.
 */
export function addressOf({ actor, step }: Pick<PerformanceContext, "actor" | "step">): string {
  const isRotated = actor.rotatesAddresses && actor.ips.length > 0 && step.parameters["page"] !== undefined;
  const index = isRotated ? hash32(0, `${actor.id}/${step.id}`) % actor.ips.length : 0;
  return actor.ips[index] ?? FALLBACK_ADDRESS;
}

/** A host of the actor's own for this purpose; one that has none falls back to its own address, as people with one server do. */
export function endpointOf(actor: ActorIdentity, purpose: ActorEndpoint["purpose"]): ActorEndpoint {
  const own = actor.endpoints.find((endpoint) => endpoint.purpose === purpose);
  return own ?? { purpose, ip: actor.ips[0] ?? FALLBACK_ADDRESS, name: "", port: 443 };
}

/** How the endpoint is written in an address: its name, or its bare number. */
export function urlOf({ ip, name, port }: ActorEndpoint, path: string): string {
  const scheme = port === 443 || port === 8443 ? "https" : "http";
  const suffix = port === 443 || port === 80 ? "" : `:${port}`;
  return `${scheme}://${name === "" ? ip : name}${suffix}${path}`;
}
