import type { ExchangeBuild } from "../activity.ts";

/** `15.1.2176.4`. */
export function formatExchangeBuild({ major, minor, build, revision }: ExchangeBuild): string {
  return `${major}.${minor}.${build}.${revision}`;
}

/** `15.01.2176.004`, as Exchange's own clients and text headers print it. */
export function padExchangeBuild({ major, minor, build, revision }: ExchangeBuild): string {
  return `${major}.${String(minor).padStart(2, "0")}.${String(build).padStart(4, "0")}.${String(revision).padStart(3, "0")}`;
}
