import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef, Logon, LogonFailed, ProcessRef } from "../activity.ts";
import { drawGuid } from "../estate/identity.ts";
import type { World } from "../kernel/world.ts";
import { claimLogonId } from "./logon-ids.ts";
import { privilegesOf } from "./special-privileges.ts";

const NO_GUID = "00000000-0000-0000-0000-000000000000";

export interface LogonPlan {
  readonly host: HostRef;
  readonly account: AccountRef;
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
  readonly logonType: Logon["logonType"];
  readonly package: Logon["package"];
  readonly workstation: string;
  readonly sourceIp: string;
  readonly process: ProcessRef | null;
  readonly isElevated: boolean;
  /** Null: no logoff is ever logged (a third of all sessions end without one). */
  readonly durationMicros: number | null;
}

export interface LogonSession {
  readonly activityId: number;
  readonly at: SimTime;
  readonly logonId: string;
  readonly logonGuid: string;
}

/** A successful logon with its special privileges and, in time, its logoff. */
export function recordLogon(world: World, plan: LogonPlan): LogonSession {
  const { host, account, at, cause, draws, logonType } = plan;
  const id = world.claimId(cause);
  const logonId = claimLogonId(world, host, at, cause);
  const isKerberos = plan.package === "Kerberos";
  const logonGuid = isKerberos ? drawGuid(draws) : NO_GUID;
  const isRemote = plan.sourceIp !== "" && plan.sourceIp !== "-";
  world.emit({
    kind: "logon",
    id,
    at,
    host,
    cause,
    account,
    logonId,
    logonGuid,
    logonType,
    package: plan.package,
    workstation: plan.workstation,
    sourceIp: plan.sourceIp,
    sourcePort: isRemote ? draws.between(49_152, 65_535) : 0,
    process: plan.process,
    isElevated: plan.isElevated,
  });
  const follows: Cause = { ...cause, parentId: id };
  if (plan.isElevated) {
    world.emit({
      kind: "privileges-assigned",
      id: world.claimId(follows),
      at: addMicros(at, draws.between(30, 900)),
      host,
      cause: follows,
      account,
      logonId,
      privileges: privilegesOf(account, host),
    });
  }
  if (plan.durationMicros !== null) {
    const endsAt = addMicros(at, Math.max(2_000, plan.durationMicros));
    world.emit({ kind: "logoff", id: world.claimId(follows), at: endsAt, host, cause: follows, account, logonId, logonType });
  }
  return { activityId: id, at, logonId, logonGuid };
}

export function recordFailedLogon(world: World, failed: Omit<LogonFailed, "kind" | "id">): number {
  const id = world.claimId(failed.cause);
  world.emit({ kind: "logon-failed", id, ...failed });
  return id;
}

/** A logon over the network by a ticket, from one of the company's machines to another: what most sign-ins at a server are. */
export function recordNetworkLogon(world: World, plan: Omit<LogonPlan, "logonType" | "package" | "workstation" | "process">): LogonSession {
  return recordLogon(world, { ...plan, logonType: 3, package: "Kerberos", workstation: "-", process: null });
}

/**
 * A new front-end to back-end connection: the computer account logs on over Kerberos from the front end's address, which mostly is the server's own.
 * Source: observed on a lab Exchange 2016 (OTRF Security-Datasets), 4624 type 3 + 4672 within 2 ms.
 */
export function recordServerLogon(
  world: World,
  from: HostRef,
  host: HostRef,
  at: SimTime,
  draws: RandomStream,
  cause: Cause,
): LogonSession {
  return recordNetworkLogon(world, {
    host,
    account: computerAccountOf(world, from),
    at: addMicros(at, draws.between(900, 2_400)),
    cause,
    draws,
    sourceIp: from === host ? (host.linkLocal.split("%")[0] ?? "-") : from.ip,
    isElevated: true,
    durationMicros: draws.chance(2, 3) ? draws.between(8 * MICROS_PER_SECOND, 6 * MICROS_PER_MINUTE) : null,
  });
}

export function computerAccountOf(world: World, host: HostRef): AccountRef {
  const account = world.estate.system.computers.get(host.name);
  if (account === undefined) throw new RangeError(`no computer account for ${host.name}`);
  return account;
}
