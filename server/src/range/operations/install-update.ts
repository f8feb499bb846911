import { addMicros, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { ExchangeBuild, ProcessRef } from "../activity.ts";
import { digestsFor } from "../estate/identity.ts";
import { formatExchangeBuild, parseExchangeBuild } from "../estate/exchange-build.ts";
import { patchLevelOf } from "../exchange/build-list.ts";
import { exchangeStateOf } from "../exchange/front-end.ts";
import { isCumulativeStep } from "../exchange/patch-level.ts";
import { nativePages, owaAuthFolder } from "../exchange/native-pages.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { recordFileChange } from "../windows/files.ts";
import { recordInstallerTransaction } from "../windows/installer-events.ts";
import { workAtPrompt } from "../windows/prompt-session.ts";
import { recordServiceState } from "../windows/services.ts";
import { startProcess } from "../windows/processes.ts";
import { asLocalSystem, POWERSHELL, windowsTool, SYSTEM32, type RunningTool, type Tool } from "../windows/tool.ts";
import { atOwnDesk } from "../windows/visitor.ts";
import type { Site } from "./operation-site.ts";
import { stopWeb } from "./restart-web.ts";

/** In the order in which setup stops them (display names). */
const SERVICES = [
  "Microsoft Exchange Health Manager",
  "Microsoft Exchange Mailbox Replication",
  "Microsoft Exchange Mailbox Assistants",
  "Microsoft Exchange Transport",
  "Microsoft Exchange Frontend Transport",
  "Microsoft Exchange Mailbox Transport Delivery",
  "Microsoft Exchange Mailbox Transport Submission",
  "Microsoft Exchange RPC Client Access",
  "Microsoft Exchange Information Store",
  "Microsoft Exchange Active Directory Topology",
] as const;

/** What setup puts into the folder that is named after the version, of which the logon page's links are. */
const VERSION_FILES = [
  "scripts\\premium\\flogon.js",
  "themes\\resources\\logon.css",
  "themes\\resources\\favicon.ico",
  "themes\\resources\\olk_logo_white.png",
  "themes\\resources\\owa_text_blue.png",
] as const;

/**
 * A security update (a patch to the installed product) or a cumulative one (the product anew): services and IIS stop, pages are written
 * again, and the server comes back as another build. Setup touches what it knows: whatever somebody planted stays, while a
 * cumulative update makes the web site's settings anew and so loses measures that were put there.
 */
export function installUpdate(site: Site, buildText: string): void {
  const { world, server, administrator, outage, draws, cause } = site;
  if (outage === null) return;
  const build = parseExchangeBuild(buildText);
  const isCumulative = isCumulativeStep(exchangeStateOf(world, server).build, build);
  const spanMs = Math.floor((outage.until - site.at) / 1_000);
  const setup = isCumulative ? cumulativeSetup(site, build, spanMs) : securitySetup(site, build, spanMs);
  if (administrator !== null) {
    const startsAt = addMicros(site.at, 60 * MICROS_PER_SECOND);
    workAtPrompt(world, { visitor: atOwnDesk(administrator), host: server.host, at: site.at, cause, draws, startsAt }, [setup]);
  }
  for (const [index, service] of SERVICES.entries())
    recordServiceState(
      world,
      server.host,
      addMicros(outage.from, index * draws.between(2, 5) * MICROS_PER_SECOND),
      cause,
      service,
      "stopped",
    );
  stopWeb(world, server, outage.from, cause, draws);
}

/** The server is another build when it comes back. */
export function finishUpdate({ world, server, cause, draws }: Site, at: SimTime, buildText: string): void {
  const state = exchangeStateOf(world, server);
  const build = parseExchangeBuild(buildText);
  const isCumulative = isCumulativeStep(state.build, build);
  state.build = build;
  for (const page of nativePages({ ...server, build })) state.files[page.path.toLowerCase()] = page;
  if (isCumulative) {
    state.measures = [];
    for (const pool of Object.values(state.pools)) pool.isStopped = false;
  }
  for (const [index, service] of [...SERVICES].reverse().entries())
    recordServiceState(world, server.host, addMicros(at, index * draws.between(1, 4) * MICROS_PER_SECOND), cause, service, "running");
}

function securitySetup(site: Site, build: ExchangeBuild, runsMs: number): Tool {
  const name = patchLevelOf(build)?.name ?? formatExchangeBuild(build);
  const path = `C:\\Support\\Exchange${site.server.product}-SecurityUpdate-x64-en.msp`;
  const line = `msiexec.exe /update ${path} /passive /norestart`;
  return windowsTool("msiexec.exe", line, runsMs, { acts: (tool) => writeProduct(site, tool, build, { name, path, eventId: 1036 }) });
}

function cumulativeSetup(site: Site, build: ExchangeBuild, runsMs: number): Tool {
  const name = patchLevelOf(build)?.name ?? formatExchangeBuild(build);
  return {
    path: "D:\\Setup.EXE",
    line: "D:\\Setup.EXE /Mode:Upgrade /IAcceptExchangeServerLicenseTerms",
    runsMs,
    // Setup copies itself there before it begins (its own logs say so).
    helper: {
      path: "C:\\Windows\\Temp\\ExchangeSetup\\ExSetup.exe",
      line: '"C:\\Windows\\Temp\\ExchangeSetup\\ExSetup.exe" /sourcedir:D: /mode:Upgrade /IAcceptExchangeServerLicenseTerms',
    },
    acts: (tool) => writeProduct(site, tool, build, { name, path: "D:\\exchangeserver.msi", eventId: 1033 }),
  };
}

interface Package {
  /** Of the update: `CU19`. */
  readonly name: string;
  readonly path: string;
  /** Under which MsiInstaller reports that it is done: a product, or a patch to one. */
  readonly eventId: 1033 | 1036;
}

/** The installer service writes the files; what runs beside it and what it reports is the same for both kinds. */
function writeProduct(site: Site, tool: RunningTool, build: ExchangeBuild, { name, path, eventId }: Package): void {
  const { world, server, outage, draws } = site;
  if (outage === null) return;
  const { cause } = tool;
  const when = (share: number): SimTime => addMicros(outage.from, Math.floor((outage.until - outage.from) * share));
  const runsMs = Math.floor((outage.until - outage.from) / 1_000);
  const owner = asLocalSystem(world);
  const installer = startProcess(
    world,
    server.host,
    addMicros(outage.from, -20 * MICROS_PER_SECOND),
    cause,
    draws,
    { ...owner, path: `${SYSTEM32}\\msiexec.exe`, commandLine: "C:\\Windows\\system32\\msiexec.exe /V", parent: null },
    { runsMs },
  ).process;
  const pages = nativePages({ ...server, build });
  for (const [index, page] of pages.entries())
    recordFileChange(world, server.host, addMicros(when(0.45), index * 140_000), cause, {
      ...page,
      change: "modified",
      process: installer,
    });
  const folder = `${owaAuthFolder(server)}\\${build.major}.${build.minor}.${build.build}`;
  for (const [index, file] of VERSION_FILES.entries())
    write(
      site,
      tool,
      installer,
      `${folder}\\${file}`,
      2_400 + index * 9_100,
      addMicros(when(0.5), index * 160_000),
      formatExchangeBuild(build),
    );
  write(site, tool, installer, "C:\\ExchangeSetupLogs\\ServiceControl.log", 41_200, when(0.05), String(site.at));
  write(site, tool, installer, "C:\\ExchangeSetupLogs\\ExchangeSetup.log", 9_400_000, when(0.97), String(site.at));
  startSnapIn(site, tool, installer, when(0.7));
  recordInstallerTransaction(world, tool, path, when(0.12), when(0.955));
  recordApplicationEvent(world, server.host, when(0.95), cause, {
    provider: "MsiInstaller",
    eventId,
    level: 4,
    strings: [`Microsoft Exchange Server`, formatExchangeBuild(build), "0", name],
    message: `Windows Installer ${eventId === 1033 ? "installed" : "installed an update for"} the product. Product Name: Microsoft Exchange Server. Product Version: ${formatExchangeBuild(build)}. Update Name: ${name}. Installation success or error status: 0.`,
  });
}

function write(site: Site, { cause }: RunningTool, process: ProcessRef, path: string, size: number, at: SimTime, content: string): void {
  recordFileChange(site.world, site.server.host, at, cause, {
    change: "created",
    path,
    size,
    ...digestsFor(`${content}/${path}`),
    process,
  });
}

/** Setup loads Exchange's own snap-in below the installer, which published rules know as a false positive. */
function startSnapIn({ world, server, draws }: Site, { cause }: RunningTool, installer: ProcessRef, at: SimTime): void {
  const commandLine =
    '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" -NoProfile -Command "Add-PSSnapin Microsoft.Exchange.Management.PowerShell.Setup"';
  startProcess(
    world,
    server.host,
    at,
    cause,
    draws,
    { ...asLocalSystem(world), path: POWERSHELL, commandLine, parent: installer },
    { runsMs: 8_200 },
  );
}
