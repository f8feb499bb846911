import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef } from "../activity.ts";
import { activeDatabasesOn } from "../exchange/database-copies.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordApplicationEvent, recordManifestEvent } from "../windows/application-events.ts";
import { recordConnection } from "../windows/tool-acts.ts";
import { recordLogon } from "../windows/logons.ts";
import { startProcess } from "../windows/processes.ts";
import { truncateTransactionLogs } from "./transaction-logs.ts";
import { agentProcess } from "./agents.ts";

const START_HOUR = 22.5;

/** Where no backup server is: every night at half past ten the agent freezes the volumes and copies the databases to the file server. */
export const runBackup = eventKind<{ readonly server: string }>("system/backup", (world, { server: name }, at) => {
  const day = world.calendar.dayOf(at);
  world.schedule(runBackup, world.calendar.atHour(world.calendar.nextDay(day), START_HOUR), { server: name });
  const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
  if (server === undefined) return;
  const { host } = server;
  const draws = world.stream(`system/backup/${name}/${day.date}`);
  const begin = addMicros(at, draws.between(1, 40) * MICROS_PER_SECOND);
  const { backup } = world.estate.system;
  const agent = agentProcess(world, host, "backup");
  const lasts = draws.between(70, 190) * MICROS_PER_MINUTE;
  const session = recordLogon(world, {
    host,
    account: backup,
    at: begin,
    cause: ordinaryCause("system/backup"),
    draws,
    logonType: 5,
    package: "Negotiate",
    workstation: "-",
    sourceIp: "-",
    process: agent,
    isElevated: true,
    durationMicros: lasts,
  });
  const cause: Cause = { ...ordinaryCause("system/backup"), parentId: session.activityId };
  startProcess(
    world,
    host,
    addMicros(begin, 3 * MICROS_PER_SECOND),
    cause,
    draws,
    {
      path: "C:\\Windows\\System32\\vssadmin.exe",
      commandLine: "vssadmin.exe list writers",
      account: backup,
      logonId: session.logonId,
      integrity: "High",
      parent: agent,
    },
    { runsMs: draws.between(900, 3_400) },
  );
  recordShadowCopy(world, host, addMicros(begin, 9 * MICROS_PER_SECOND), cause);
  prepareDatabases(world, server, begin, addMicros(begin, lasts), cause);
  copyToStore(world, host, addMicros(begin, 2 * MICROS_PER_MINUTE), cause);
});

export const BACKUP_KINDS = [runBackup];

/**
 * Exchange's own writer brings each database to a point from which it can be restored, and lets the logs go that are in the backup once
 * that is complete.
 */
export function prepareDatabases(world: World, server: ExchangeServer, begin: SimTime, end: SimTime, cause: Cause): void {
  for (const [index, database] of activeDatabasesOn(world, server).entries()) {
    const when = addMicros(begin, (20 + index * 41) * MICROS_PER_SECOND);
    truncateTransactionLogs(world, server, database, addMicros(end, -(90 - index * 7) * MICROS_PER_SECOND), cause);
    recordApplicationEvent(world, server.host, when, cause, {
      provider: "MSExchangeIS Mailbox Store",
      eventId: 9827,
      level: 4,
      strings: [database.name],
      message: `Exchange VSS Writer has successfully prepared database '${database.name}' for backup.`,
    });
  }
}

function recordShadowCopy(world: World, host: HostRef, at: SimTime, cause: Cause): void {
  for (const [index, state] of (["running", "stopped"] as const).entries()) {
    recordManifestEvent(world, host, addMicros(at, index * 6 * MICROS_PER_MINUTE), cause, {
      channel: "System",
      provider: "Service Control Manager",
      eventId: 7036,
      level: 4,
      named: { param1: "Volume Shadow Copy", param2: state },
      message: `The Volume Shadow Copy service entered the ${state} state.`,
    });
  }
}

function copyToStore(world: World, host: HostRef, at: SimTime, cause: Cause): void {
  const store = world.estate.hosts.find(({ role }) => role === "member-server");
  if (store === undefined) return;
  const agent = agentProcess(world, host, "backup");
  const draws = world.stream(`system/backup/${host.name}/copy/${at}`);
  for (let stream = 0; stream < 4; stream++) {
    const opensAt = addMicros(at, stream * 700_000 + draws.below(400_000));
    recordConnection({ world, host, cause, draws }, agent, opensAt, { ip: store.ip, port: 10_006, name: store.fqdn.toLowerCase() });
  }
}
