import type { DevicePartnership } from "../exchange/device-policy.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { ExchangeState } from "../exchange/exchange-state.ts";
import type { MailMemory } from "../mail/conversation.ts";
import type { PowerCut } from "./power-cuts.ts";
import type { IdleConnection } from "../network/idle-connections.ts";
import type { TransactionLogs } from "../system/transaction-logs.ts";
import type { WebFlow } from "../network/web-flows.ts";

/** Everything that changes while the world runs. Plain data: a checkpoint is this, the diary and the outbox. */
export interface WorldState {
  /** By NetBIOS name of the Exchange server. */
  readonly exchange: Record<string, ExchangeState>;
  /** GUID of a database → NetBIOS name of the server that holds its active copy, where that is not the one at which it is at home. */
  readonly movedDatabases: Record<string, string>;
  /** GUID of a database → its transaction logs on the disk, by generation: from the first that no backup has taken to the one being written. */
  readonly transactionLogs: Record<string, TransactionLogs>;
  /** By sAMAccountName: how often the password was changed. A client that knows an older one is refused. */
  readonly passwordVersions: Record<string, number>;
  /** By id of the device: what Exchange remembers of phones whose policy it renewed. */
  readonly devices: Record<string, DevicePartnership>;
  /** By mail address: what may still be answered. */
  readonly mail: Record<string, MailMemory>;
  /** By a person's key: how many calls their Outlook has made since it was opened. It counts them, and says so in each. */
  readonly outlookCalls: Record<string, number>;
  readonly powerCuts: readonly PowerCut[];
  /** By id: activities of which no row tells, because their machine was off. */
  readonly lostActivities: Record<number, true>;
  /** By NetBIOS name: when the host was last started, where that was after history began. */
  readonly boots: Record<string, SimTime>;
  /** What such a host has started since, by its name and the process's. */
  readonly startedSince: Record<string, { readonly pid: number; readonly startedAt: SimTime }>;
  /** By NetBIOS name, for ordinary sessions and the story's: which pairs of logon ids are taken from now on. */
  readonly logonPairs: Record<string, readonly number[]>;
  /** Connections that the server's timer will end. */
  readonly idleConnections: Record<string, IdleConnection>;
  /** Connections from the internet that are open now, where a firewall watches them. */
  readonly webFlows: Record<string, WebFlow>;
}
