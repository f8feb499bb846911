import type { ActivityBase, ProcessRef } from "./activity-parts.ts";

/** One connection, by process, as the host itself sees it. */
export interface NetworkConnection extends ActivityBase {
  readonly kind: "network-connection";
  readonly direction: "inbound" | "outbound";
  readonly outcome: "success" | "failed";
  readonly localIp: string;
  readonly localPort: number;
  readonly remoteIp: string;
  readonly remotePort: number;
  readonly remoteName: string;
  readonly protocol: "Tcp" | "Udp";
  readonly process: ProcessRef;
  /** Bytes that it carried; null: a short exchange of which nobody kept count. No host sensor sees them, a firewall does. */
  readonly traffic: { readonly sent: number; readonly received: number } | null;
}

/**
 * What the firewall saw of one session that no host's own activity tells whole: many web requests over one connection, or
 * packets that it refused. Recorded when the session *ended*; it began `durationMs` earlier.
 */
export interface FirewallSession extends ActivityBase {
  readonly kind: "firewall-session";
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly destinationPort: number;
  readonly protocol: "Tcp" | "Udp";
  readonly action: FirewallAction;
  /** By whoever began it, headers and encryption included. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly durationMs: number;
}

/** `close`: both said goodbye. `timeout`: neither did. */
export type FirewallAction = "close" | "timeout" | "client-rst" | "server-rst" | "deny";
