import type { HostRef } from "../activity.ts";

/** Kinds of machines that run day and night, with the agents and tasks of a server. */
export const SERVERS: readonly HostRef["role"][] = ["exchange", "member-server", "domain-controller", "backup-server", "jump-host"];
