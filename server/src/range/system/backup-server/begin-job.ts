import { addMicros, MICROS_PER_MS } from "../../../base/sim-time.ts";
import type { World } from "../../kernel/world.ts";
import { recordServiceTicket, recordTicketGranting } from "../../windows/domain-controller.ts";
import { recordLogon } from "../../windows/logons.ts";
import { runTool, type RunningTool } from "../../windows/tool.ts";
import { agentProcess } from "../agents.ts";
import type { JobRun } from "./backup-job.ts";

const FOLDER = "C:\\Program Files\\Keepsafe\\Server";

/**
 * The service runs as the local system and each job in the name of the backup account: it signs in as a batch (4624 type 4), which
 * asks a controller for a ticket, and starts a worker in that session.
 */
export function beginJob(world: World, { job, store, host, at, endsAt, cause, draws }: JobRun): RunningTool {
  const { backup } = world.estate.system;
  const service = agentProcess(world, store, "backupServer");
  recordTicketGranting(world, { at, cause, draws, account: backup, clientIp: store.ip });
  const { activityId, logonId, logonGuid } = recordLogon(world, {
    host: store,
    account: backup,
    at: addMicros(at, 40 * MICROS_PER_MS),
    cause,
    draws,
    logonType: 4,
    package: "Negotiate",
    workstation: store.name,
    sourceIp: "-",
    process: service,
    isElevated: true,
    durationMicros: endsAt - at,
  });
  recordServiceTicket(world, {
    at: addMicros(at, 20 * MICROS_PER_MS),
    cause,
    draws,
    account: backup,
    serviceHost: store,
    clientIp: store.ip,
    logonGuid,
  });
  const startsAt = addMicros(at, draws.between(120, 600) * MICROS_PER_MS);
  const path = `${FOLDER}\\KeepsafeJob.exe`;
  return runTool(
    {
      world,
      host: store,
      at: startsAt,
      cause: { ...cause, parentId: activityId },
      draws,
      parent: service,
      account: backup,
      logonId,
      integrity: "High",
      currentDirectory: `${FOLDER}\\`,
    },
    { path, line: `"${path}" --job "${job.name}" --host ${host.name}`, runsMs: Math.floor((endsAt - startsAt) / MICROS_PER_MS) - 400 },
  );
}
