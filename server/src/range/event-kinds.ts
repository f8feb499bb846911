import type { AnyEventKind } from "./kernel/event-kind.ts";
import { performStepKind } from "./intruders/perform-step.ts";
import { callHome } from "./intruders/routines/implant-routine.ts";
import { runTaskAgain } from "./intruders/routines/task-routine.ts";
import { TECHNIQUES_BY_NAME } from "./intruders/techniques.ts";
import { ecpPulse } from "./exchange/ecp-pulse.ts";
import { endIdleConnection } from "./network/idle-connections.ts";
import { endWebFlow } from "./network/web-flows.ts";
import { CORRESPONDENCE_KINDS } from "./mail/correspondence.ts";
import { HEALTH_PROBE_KINDS } from "./system/health-probes.ts";
import { MAIL_PROBE_KINDS } from "./system/mail-probes.ts";
import { SCANNER_KINDS } from "./internet/scanners.ts";
import { SPRAY_KINDS } from "./internet/password-spray.ts";
import { tryClosedPorts } from "./internet/closed-ports.ts";
import { knockAtMail } from "./internet/smtp-strangers.ts";
import { ADMINISTRATOR_KINDS } from "./people/administrator/working-week.ts";
import { ANTIVIRUS_KINDS } from "./system/antivirus.ts";
import { reportDevice } from "./system/device-report.ts";
import { liveOnRelay } from "./system/relay-life.ts";
import { reportPeople } from "./system/person-report.ts";
import { BACKUP_KINDS } from "./system/backup.ts";
import { BACKUP_SERVER_KINDS } from "./system/backup-server/nights.ts";
import { CHORE_KINDS } from "./system/chores/run-chores.ts";
import { ROUTINE_KINDS } from "./system/routines/run-routines.ts";
import { syncIdentities } from "./system/identity-sync.ts";
import { fetchAddressBook } from "./system/address-book.ts";
import { refreshPolicy, sayUptime } from "./system/system-diary.ts";
import { updateScanEngine } from "./system/scan-engine.ts";
import { discoverTopology } from "./system/topology-discovery.ts";
import { fetchMail } from "./system/mail-connector.ts";
import { watchPanel } from "./system/panel-watch.ts";
import { writeTransactionLogs } from "./system/transaction-logs.ts";
import { watchMemory } from "./system/memory-watch.ts";
import { SCHEDULED_WORK_KINDS } from "./system/scheduled-work.ts";
import { SERVER_LIFE_KINDS } from "./system/server-life.ts";
import { DESK_PROGRAM_KINDS } from "./people/desk-programs.ts";
import { probeServer } from "./network/balancer-probes.ts";
import { talkToGroup } from "./system/group-life.ts";
import { OPERATION_KINDS } from "./operations/run-operations.ts";
import { BROWSING_KINDS } from "./people/browsing.ts";
import { DESK_KINDS } from "./people/desk.ts";
import { WEB_MAIL_KINDS } from "./people/outlook-web.ts";
import { PHONE_KINDS } from "./people/phones.ts";
import { OUTLOOK_KINDS } from "./people/outlook.ts";
import { PERSONNEL_KINDS } from "./people/personnel.ts";
import { PROVIDER_KINDS } from "./people/provider/duty.ts";
import { WORKING_DAY_KINDS } from "./people/working-day.ts";

export const PERFORM_STEP = performStepKind(TECHNIQUES_BY_NAME);

/** Every kind of event that can stand in the diary. */
export const ALL_EVENT_KINDS: readonly AnyEventKind[] = [
  PERFORM_STEP,
  runTaskAgain,
  callHome,
  endIdleConnection,
  refreshPolicy,
  sayUptime,
  ...WORKING_DAY_KINDS,
  ...PERSONNEL_KINDS,
  ...PROVIDER_KINDS,
  ...DESK_KINDS,
  ...BROWSING_KINDS,
  ...DESK_PROGRAM_KINDS,
  ...OUTLOOK_KINDS,
  ...WEB_MAIL_KINDS,
  ...PHONE_KINDS,
  ...CORRESPONDENCE_KINDS,
  ...HEALTH_PROBE_KINDS,
  ...MAIL_PROBE_KINDS,
  ...SCANNER_KINDS,
  ...SPRAY_KINDS,
  ...ADMINISTRATOR_KINDS,
  ...BACKUP_KINDS,
  ...BACKUP_SERVER_KINDS,
  ...SCHEDULED_WORK_KINDS,
  ...CHORE_KINDS,
  ...ROUTINE_KINDS,
  writeTransactionLogs,
  watchMemory,
  watchPanel,
  fetchMail,
  fetchAddressBook,
  updateScanEngine,
  discoverTopology,
  syncIdentities,
  ...ANTIVIRUS_KINDS,
  ...SERVER_LIFE_KINDS,
  ecpPulse,
  knockAtMail,
  tryClosedPorts,
  endWebFlow,
  reportDevice,
  reportPeople,
  liveOnRelay,
  probeServer,
  talkToGroup,
  ...OPERATION_KINDS,
];
