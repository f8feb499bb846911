import { addMicros, MICROS_PER_HOUR, type SimTime } from "../base/sim-time.ts";
import { generatedAt } from "./exchange/address-book.ts";
import { ecpPulse } from "./exchange/ecp-pulse.ts";
import { guessPassword } from "./internet/password-spray.ts";
import { admitStrangers } from "./internet/scanners.ts";
import { tryClosedPorts } from "./internet/closed-ports.ts";
import { knockAtMail } from "./internet/smtp-strangers.ts";
import { syncIdentities } from "./system/identity-sync.ts";
import { fetchAddressBook } from "./system/address-book.ts";
import { updateScanEngine } from "./system/scan-engine.ts";
import { discoverTopology } from "./system/topology-discovery.ts";
import { fetchMail } from "./system/mail-connector.ts";
import { watchPanel } from "./system/panel-watch.ts";
import { reportDevice } from "./system/device-report.ts";
import { runProbes } from "./system/health-probes.ts";
import { scanQuickly, updateDefinitions } from "./system/antivirus.ts";
import { scheduleChores } from "./system/chores/run-chores.ts";
import { scheduleRoutine } from "./system/routines/run-routines.ts";
import { liveOnRelay } from "./system/relay-life.ts";
import { reportPeople } from "./system/person-report.ts";
import { MEMORY_WATCH_FIRST, watchMemory } from "./system/memory-watch.ts";
import { refreshPolicy, sayUptime } from "./system/system-diary.ts";
import { writeTransactionLogs } from "./system/transaction-logs.ts";
import { runBackup } from "./system/backup.ts";
import { EVENING_HOUR, planNight } from "./system/backup-server/nights.ts";
import { planTasks, runHealthTool } from "./system/scheduled-work.ts";
import { liveOn } from "./system/server-life.ts";
import { mailProbe } from "./system/mail-probes.ts";
import { probeServer } from "./network/balancer-probes.ts";
import { talkToGroup } from "./system/group-life.ts";
import { scheduleOperations } from "./operations/run-operations.ts";
import { PERFORM_STEP } from "./event-kinds.ts";
import type { World } from "./kernel/world.ts";
import { schedulePersonnel } from "./people/personnel.ts";
import { pingServer } from "./people/phones.ts";
import { planDuty } from "./people/provider/duty.ts";
import { planDay } from "./people/working-day.ts";

/** Fills the diary of a new world: everybody's first day, every machine's first turn, and the story. */
export function scheduleBeginning(world: World): void {
  const { historyStart } = world.window;
  for (const { key } of world.estate.people) world.schedule(planDay, historyStart, { personKey: key });
  for (const { key, phone } of world.estate.people) {
    if (phone !== null)
      world.schedule(pingServer, addMicros(historyStart, world.stream(`people/${key}/phone/first`).below(900_000_000)), {
        personKey: key,
        n: 0,
      });
  }
  schedulePersonnel(world);
  if (world.estate.provider !== null) world.schedule(planDuty, historyStart, { day: 0 });
  scheduleMachines(world);
  scheduleChores(world);
  scheduleReports(world);
  scheduleOperations(world);
  world.schedule(reportPeople, addMicros(historyStart, 3_900_000_000), { week: 0 });
  for (const { host, availabilityGroup } of world.estate.exchangeServers) {
    world.schedule(runProbes, historyStart, { server: host.name, minute: 0 });
    world.schedule(ecpPulse, addMicros(historyStart, 131_000_000), { server: host.name, n: 0 });
    world.schedule(watchPanel, addMicros(historyStart, 403_000_000), { server: host.name, n: 0 });
    world.schedule(fetchMail, addMicros(historyStart, 1_211_000_000), { server: host.name, n: 0 });
    world.schedule(syncIdentities, addMicros(historyStart, 977_000_000), { server: host.name, n: 0 });
    if (world.estate.loadBalancer !== null) world.schedule(probeServer, addMicros(historyStart, 1_300_000), { server: host.name, n: 0 });
    if (availabilityGroup !== "") world.schedule(talkToGroup, addMicros(historyStart, 29_000_000), { server: host.name, n: 0 });
    world.schedule(mailProbe, addMicros(historyStart, 17_000_000), { server: host.name, n: 0 });
  }
  world.schedule(admitStrangers, historyStart, { hour: 0 });
  world.schedule(guessPassword, addMicros(historyStart, 211_000_000), { n: 0 });
  if (world.estate.firewall !== null) world.schedule(tryClosedPorts, historyStart, { hour: 0 });
  if (world.estate.mailRelay !== null) world.schedule(liveOnRelay, addMicros(historyStart, 41_000_000), { n: 0 });
  world.schedule(knockAtMail, addMicros(historyStart, 97_000_000), { n: 0 });
  for (const { stepId, at } of world.story.occurrences) if (at >= historyStart) world.schedule(PERFORM_STEP, at, { stepId });
}

/** Devices with the sensor report at hours of their own. */
function scheduleReports(world: World): void {
  for (const { name: hostName, deviceId } of world.estate.hosts) {
    if (deviceId === null) continue;
    const first = addMicros(world.window.historyStart, world.stream(`system/device-report/${hostName}/first`).belowBig(24 * 3_600_000_000));
    world.schedule(reportDevice, first, { hostName, n: 0 });
  }
}

/** Servers have staggered rhythms; workstations are only seen through what their users do. */
function scheduleMachines(world: World): void {
  const { historyStart } = world.window;
  const day = world.calendar.dayOf(historyStart);
  const firstAt = (hours: number): SimTime => {
    const today = world.calendar.atHour(day, hours);
    return today >= historyStart ? today : world.calendar.atHour(world.calendar.nextDay(day), hours);
  };
  for (const { name: hostName } of world.estate.hosts.filter(({ role }) => role !== "workstation")) {
    const start = addMicros(historyStart, world.stream(`system/first/${hostName}`).below(300_000_000));
    world.schedule(liveOn, start, { hostName, n: 0 });
    world.schedule(planTasks, historyStart, { hostName });
    world.schedule(updateDefinitions, start, { hostName, n: 0 });
    scheduleRoutine(world, hostName, historyStart);
    world.schedule(refreshPolicy, addMicros(start, 71_300_000), { hostName, n: 0 });
    world.schedule(sayUptime, firstAt(12), { hostName });
    const firstLook = world.stream(`system/memory-watch/${hostName}/first`).belowBig(MEMORY_WATCH_FIRST);
    world.schedule(watchMemory, addMicros(historyStart, firstLook), { hostName, n: 0 });
    world.schedule(scanQuickly, firstAt(12.25), { hostName });
  }
  if (world.estate.backupServer !== null) world.schedule(planNight, firstAt(EVENING_HOUR), { night: 0 });
  for (const { host } of world.estate.exchangeServers) {
    if (world.estate.backupServer === null) world.schedule(runBackup, firstAt(22.5), { server: host.name });
    world.schedule(writeTransactionLogs, addMicros(historyStart, 37_000_000), { server: host.name, n: 0 });
    const first = world.stream(`system/exchange-files/${host.name}/first`);
    world.schedule(fetchAddressBook, generatedAt(world, 0), { server: host.name, n: 0 });
    world.schedule(updateScanEngine, addMicros(historyStart, first.belowBig(5 * MICROS_PER_HOUR)), {
      server: host.name,
      n: 0,
      previous: "",
    });
    world.schedule(discoverTopology, addMicros(historyStart, first.belowBig(900_000_000)), { server: host.name, n: 0 });
    world.schedule(runHealthTool, addMicros(historyStart, 1_500_000_000), { hostName: host.name, n: 0 });
  }
}
