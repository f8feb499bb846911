import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";
import { recordSecurityEvent } from "./security-events.ts";

/** A client's window on a desktop, as the host that has the desktop names it. */
export interface DesktopConnection {
  readonly account: AccountRef;
  /** Of the desktop's own logon. */
  readonly logonId: string;
  /** Counts the connections of the listener: `RDP-Tcp#7`. */
  readonly number: number;
  readonly clientName: string;
  readonly clientIp: string;
}

const KINDS = {
  reconnected: { eventId: 4778, title: "A session was reconnected to a Window Station." },
  disconnected: { eventId: 4779, title: "A session was disconnected from a Window Station." },
} as const;

/** 4778 and 4779: the client's window is opened on a desktop that is still there, or closed without signing out. */
export function recordDesktopConnection(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  kind: keyof typeof KINDS,
  { account, logonId, number, clientName, clientIp }: DesktopConnection,
): void {
  recordSecurityEvent(world, host, at, cause, {
    ...KINDS[kind],
    named: {
      AccountName: account.name,
      AccountDomain: account.domain,
      LogonID: logonId,
      SessionName: `RDP-Tcp#${number}`,
      ClientName: clientName,
      ClientAddress: clientIp,
    },
  });
}
