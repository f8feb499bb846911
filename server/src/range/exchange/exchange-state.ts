import { addMicros, MICROS_PER_HOUR, type SimTime } from "../../base/sim-time.ts";
import type { Cause, ExchangeBuild } from "../activity.ts";
import { hash32 } from "../../base/hash.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { APP_POOLS, type AppPool } from "./applications.ts";
import type { Measure } from "../../scenario/operation.ts";
import type { Outage } from "./outages.ts";
import { anyPid } from "../windows/processes.ts";
import { nativePages } from "./native-pages.ts";
import type { WebFile } from "./web-file.ts";

/** What changes on an Exchange server while the world runs. Plain data. */
export interface ExchangeState {
  build: ExchangeBuild;
  readonly pools: Record<AppPool, PoolState>;
  readonly oab: OabVirtualDirectory;
  /** By lower-case path. */
  readonly files: Record<string, WebFile>;
  /** Forms-authentication sessions by cookie. */
  readonly sessions: Record<string, FormsSession>;
  /** Control-panel sessions that were issued to a caller who got in through the front end's back door, by address. */
  readonly forgedSessions: Record<string, { readonly issuedAt: SimTime }>;
  /** Temporary measures in force. */
  measures: Measure[];
  readonly outages: readonly Outage[];
  /** IIS was started anew: the next line of each site begins with a new head. */
  opensLog: { frontEnd: boolean; backEnd: boolean };
  /** Networks whose connections the server refuses. */
  readonly blockedNetworks: string[];
}

export interface PoolState {
  pid: number;
  startedAt: SimTime;
  isStopped: boolean;
  /** Set when the application was shut down: the next request starts it again, and that start has this cause. */
  restartCause: Cause | null;
}

/** Settings of `OAB (Default Web Site)`. */
export interface OabVirtualDirectory {
  guid: string;
  internalUrl: string;
  /** Null when unset, which is the default. */
  externalUrl: string | null;
  exists: boolean;
}

export interface FormsSession {
  readonly personKey: string;
  lastSeenAt: SimTime;
}

/**
 * The sessions of the company's web mail. Its servers share a certificate, so that any front end reads a cookie that another one made:
 * they stand with the first server.
 */
export function formsSessionsOf({ estate, state }: Pick<World, "estate" | "state">): Record<string, FormsSession> {
  const [first] = estate.exchangeServers;
  return (first === undefined ? undefined : state.exchange[first.host.name])?.sessions ?? {};
}

/** A freshly booted server with its native pages and default settings. */
export function initialExchangeState(
  server: ExchangeServer,
  bootedAt: SimTime,
  seed: number,
  outages: readonly Outage[] = [],
): ExchangeState {
  const pools = Object.fromEntries(
    APP_POOLS.map((pool): [AppPool, PoolState] => [
      pool,
      {
        pid: anyPid(hash32(seed, `pid/${server.host.name}/${pool}`)),
        startedAt: addMicros(bootedAt, hash32(seed, `start/${server.host.name}/${pool}`) % (4 * MICROS_PER_HOUR)),
        isStopped: false,
        restartCause: null,
      },
    ]),
  ) as Record<AppPool, PoolState>;
  return {
    build: server.build,
    pools,
    oab: {
      guid: server.oabVirtualDirectoryGuid,
      internalUrl: `https://${server.host.fqdn.toLowerCase()}/OAB`,
      externalUrl: null,
      exists: true,
    },
    files: Object.fromEntries(nativePages(server).map((file) => [file.path.toLowerCase(), file])),
    sessions: {},
    forgedSessions: {},
    measures: [],
    outages,
    opensLog: { frontEnd: false, backEnd: false },
    blockedNetworks: [],
  };
}
