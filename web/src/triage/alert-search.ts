import type { AlertStatus } from "@mailroom/server/contract";

/** Which part of the queue is shown: what still needs work, what is done, or everything. */
export type QueueFilter = "open" | "mine" | "closed" | "all";

export interface AlertSearch {
  readonly show?: QueueFilter;
  readonly severity?: "high" | "medium" | "low" | "informational";
}

const FILTERS: readonly string[] = ["open", "mine", "closed", "all"];
const SEVERITIES: readonly string[] = ["high", "medium", "low", "informational"];

/** Reads the queue's filters from any address; what it does not know it leaves out. */
export function alertSearch(search: Readonly<Record<string, unknown>>): AlertSearch {
  const show = search["show"];
  const severity = search["severity"];
  return {
    ...(typeof show === "string" && FILTERS.includes(show) ? { show: show as QueueFilter } : {}),
    ...(typeof severity === "string" && SEVERITIES.includes(severity)
      ? { severity: severity as NonNullable<AlertSearch["severity"]> }
      : {}),
  };
}

/** Whether an alert belongs to a part of the queue. */
export function isShown(
  filter: QueueFilter,
  alert: { readonly status: AlertStatus; readonly claimedBy: { readonly userId: string } | null },
  myId: string,
): boolean {
  switch (filter) {
    case "open":
      return alert.status !== "closed";
    case "mine":
      return alert.claimedBy?.userId === myId && alert.status !== "closed";
    case "closed":
      return alert.status === "closed";
    case "all":
      return true;
  }
}
