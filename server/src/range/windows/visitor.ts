import type { AccountRef, HostRef } from "../activity.ts";
import type { Person } from "../estate/estate.ts";

/** Whoever signs in to another machine, and the machine that they do it from. */
export interface Visitor {
  readonly account: AccountRef;
  readonly from: Pick<HostRef, "name" | "ip">;
}

export function atOwnDesk({ account, workstation }: Person): Visitor {
  return { account, from: workstation };
}
