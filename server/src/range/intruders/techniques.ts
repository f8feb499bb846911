import type { Technique } from "./technique.ts";
import { accountCreate } from "./techniques/account-create.ts";
import { adminChore } from "./techniques/admin-chore.ts";
import { archiveStaging } from "./techniques/archive-staging.ts";
import { defenderTamper } from "./techniques/defender-tamper.ts";
import { ecpSession } from "./techniques/ecp-session.ts";
import { exfilUpload } from "./techniques/exfil-upload.ts";
import { groupGrant } from "./techniques/group-grant.ts";
import { hiveCopy } from "./techniques/hive-copy.ts";
import { iisModule } from "./techniques/iis-module.ts";
import { implant } from "./techniques/implant.ts";
import { lateralRemoteDesktop } from "./techniques/lateral-remote-desktop.ts";
import { lateralService } from "./techniques/lateral-service.ts";
import { logRemoval } from "./techniques/log-removal.ts";
import { lsassDump } from "./techniques/lsass-dump.ts";
import { mailboxExport } from "./techniques/mailbox-export.ts";
import { mailboxTheft } from "./techniques/mailbox-theft.ts";
import { miner } from "./techniques/miner.ts";
import { networkScan } from "./techniques/network-scan.ts";
import { ntdsCopy } from "./techniques/ntds-copy.ts";
import { oabResetWritesPage } from "./techniques/oab-reset-writes-page.ts";
import { oabSettingsPoison } from "./techniques/oab-settings-poison.ts";
import { oabSettingsRead } from "./techniques/oab-settings-read.ts";
import { oabUrlChange } from "./techniques/oab-url-change.ts";
import { pageHide } from "./techniques/page-hide.ts";
import { pageTouch } from "./techniques/page-touch.ts";
import { pageWritesPage } from "./techniques/page-writes-page.ts";
import { powershellRemoteShell } from "./techniques/powershell-remote-shell.ts";
import { ransomware } from "./techniques/ransomware.ts";
import { rdpEnable } from "./techniques/rdp-enable.ts";
import { runProgram } from "./techniques/run-program.ts";
import { scheduledTask } from "./techniques/scheduled-task.ts";
import { securityProductDiscovery } from "./techniques/security-product-discovery.ts";
import { serviceInstall } from "./techniques/service-install.ts";
import { serviceLibrarySwap } from "./techniques/service-library-swap.ts";
import { sspInstall } from "./techniques/ssp-install.ts";
import { ssrfProbe } from "./techniques/ssrf-probe.ts";
import { stageInWebRoot } from "./techniques/stage-in-web-root.ts";
import { stagedFileFetch } from "./techniques/staged-file-fetch.ts";
import { toolDownload } from "./techniques/tool-download.ts";
import { tunnel } from "./techniques/tunnel.ts";
import { umWritesPage } from "./techniques/um-writes-page.ts";
import { webPageCheck } from "./techniques/web-page-check.ts";
import { webShellCommand } from "./techniques/web-shell-command.ts";
import { webShellSweep } from "./techniques/web-shell-sweep.ts";

/** Every technique that a story may name: the ladder, what follows it, and honest work that resembles it. */
export const ALL_TECHNIQUES: readonly Technique[] = [
  ssrfProbe,
  ecpSession,
  oabSettingsRead,
  oabSettingsPoison,
  oabResetWritesPage,
  umWritesPage,
  pageWritesPage,
  webPageCheck,
  webShellCommand,
  webShellSweep,
  mailboxTheft,
  accountCreate,
  archiveStaging,
  defenderTamper,
  exfilUpload,
  groupGrant,
  hiveCopy,
  iisModule,
  implant,
  lateralRemoteDesktop,
  lateralService,
  logRemoval,
  lsassDump,
  mailboxExport,
  miner,
  networkScan,
  ntdsCopy,
  pageHide,
  powershellRemoteShell,
  ransomware,
  rdpEnable,
  runProgram,
  scheduledTask,
  securityProductDiscovery,
  serviceInstall,
  serviceLibrarySwap,
  sspInstall,
  stageInWebRoot,
  stagedFileFetch,
  toolDownload,
  tunnel,
  oabUrlChange,
  pageTouch,
  adminChore,
];

export const TECHNIQUES_BY_NAME: ReadonlyMap<string, Technique> = new Map(
  ALL_TECHNIQUES.map((technique) => [technique.description.name, technique]),
);
