import type { ExchangeBuild } from "../activity.ts";

/** `15.1.2176.4`. */
export function formatExchangeBuild({ major, minor, build, revision }: ExchangeBuild): string {
  return `${major}.${minor}.${build}.${revision}`;
}
