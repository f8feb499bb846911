import type { ExchangeBuild } from "../activity.ts";

/** `15.1.2176.4`. */
export function formatExchangeBuild({ major, minor, build, revision }: ExchangeBuild): string {
  return `${major}.${minor}.${build}.${revision}`;
}

/** `15.01.2176.004`, as Exchange's own clients and text headers print it. */
export function padExchangeBuild({ major, minor, build, revision }: ExchangeBuild): string {
  return `${major}.${String(minor).padStart(2, "0")}.${String(build).padStart(4, "0")}.${String(revision).padStart(3, "0")}`;
}

/** @throws RangeError unless the text has four numbers, `15.1.2176.4` (padding as in `15.01.2176.004` is fine). */
export function parseExchangeBuild(text: string): ExchangeBuild {
  const [major, minor, build, revision] = text.split(".").map(Number);
  if ([major, minor, build, revision].some((part) => part === undefined || !Number.isInteger(part))) {
    throw new RangeError(`not an Exchange build: ${text}`);
  }
  return { major: major ?? 0, minor: minor ?? 0, build: build ?? 0, revision: revision ?? 0 };
}
