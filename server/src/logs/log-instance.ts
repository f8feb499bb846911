import type { SimTime } from "../base/sim-time.ts";
import type { Restart } from "./log.ts";

/** What has to be started anew for a log to go on in another file: the web applications, or Exchange's services too. */
export type LogWriter = "web" | "services";

/**
 * `2021030306-1.LOG`: stamp of the hour or day, and the number of the file within it. Who writes a log never goes on in a file that it
 * finds; after a start it begins the next. (Files that are full, the other reason for a number, are not rolled over here.)
 */
export function numberedFile(restarts: readonly Restart[], writer: LogWriter, stampOf: (at: SimTime) => string, at: SimTime): string {
  const stamp = stampOf(at);
  const earlier = restarts.filter(
    (restart) => (writer === "web" || restart.ofServices) && restart.at <= at && stampOf(restart.at) === stamp,
  );
  return `${stamp}-${1 + earlier.length}.LOG`;
}
