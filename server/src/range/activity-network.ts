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
  /** Name that a client inside asked for by web; empty otherwise. */
  readonly site: string;
  /** Account of whoever sits at the workstation inside, by its name; empty otherwise. */
  readonly user: string;
  /** The firewall itself is the other end, and gave whoever came an address inside; absent: traffic that passes through. */
  readonly tunnel?: VpnTunnel | undefined;
}

export interface VpnTunnel {
  readonly account: string;
  readonly group: string;
  readonly assignedIp: string;
}

/** One request that the web proxy answered, recorded when it *ended*: a tunnel is closed minutes after it was asked for. */
export interface ProxiedRequest extends ActivityBase {
  readonly kind: "proxied-request";
  readonly clientIp: string;
  /** Account that the browser proved with a ticket, `name@REALM`; empty for none. */
  readonly user: string;
  readonly method: "CONNECT" | "GET";
  /** As the client asked: `name:443` for a tunnel. */
  readonly url: string;
  readonly verdict: ProxyVerdict;
  readonly site: string;
  /** Empty: the proxy did not go there. */
  readonly siteIp: string;
  readonly sitePort: number;
  /** Towards the site, and back to the client, headers included. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly elapsedMs: number;
  /** Empty: unknown, as of everything in a tunnel. */
  readonly contentType: string;
}

/** `unproven`: asked without credentials, as the first time on every connection. `unreachable`: the name leads nowhere. */
export type ProxyVerdict = "tunnelled" | "fetched" | "unchanged" | "cached" | "unproven" | "forbidden" | "unreachable";

/** `close`: both said goodbye. `timeout`: neither did. */
export type FirewallAction = "close" | "timeout" | "client-rst" | "server-rst" | "deny";

/** A client's connection was idle until the kernel driver's timer ended it. The addresses are those of the requests that it carried. */
export interface ConnectionIdled extends ActivityBase {
  readonly kind: "connection-idled";
  readonly clientIp: string;
  readonly clientPort: number;
  readonly serverIp: string;
  readonly port: number;
}
