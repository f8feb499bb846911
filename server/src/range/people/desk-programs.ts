import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Cause, ProcessRef } from "../activity.ts";
import { digestsFor } from "../estate/identity.ts";
import type { Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { recordFileChange } from "../windows/files.ts";
import { lsassProcess, winlogonProcess } from "../windows/known-processes.ts";
import { type LogonSession, recordLogon } from "../windows/logons.ts";
import { startProcess } from "../windows/processes.ts";
import { openPages, sittingsOf } from "./browsing.ts";
import { ordinaryCause } from "./cause.ts";
import { drawDocumentName } from "./document-name.ts";
import { serverOf } from "./mailbox-server.ts";

const OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16";

interface Program {
  readonly path: string;
  readonly arguments: string;
  /** Ending of the documents that it saves; empty for none. */
  readonly document: string;
}

const BROWSER: Program = {
  path: "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  arguments: " --single-argument https://intranet.example/",
  document: "",
};

const PROGRAMS: readonly Program[] = [
  { path: `${OFFICE}\\EXCEL.EXE`, arguments: "", document: "xlsx" },
  { path: `${OFFICE}\\WINWORD.EXE`, arguments: " /n", document: "docx" },
  { path: "C:\\Program Files (x86)\\Adobe\\Acrobat Reader DC\\Reader\\AcroRd32.exe", arguments: "", document: "pdf" },
  { path: "C:\\Windows\\System32\\notepad.exe", arguments: "", document: "txt" },
  { path: "C:\\Program Files\\Stockroom\\Stockroom.exe", arguments: " /branch:1", document: "" },
];

/** Somebody at a PC with an endpoint sensor: signs in, opens programs, saves documents. */
export const workAtDesk = eventKind<{ readonly personKey: string; readonly name: string; readonly endsAt: number }>(
  "people/desk-work",
  (world, { personKey, name, endsAt }, at) => {
    const person = world.estate.peopleByKey.get(personKey);
    if (person === undefined) return;
    const draws = world.stream(name);
    const session = signIn(world, person, 2, addMicros(at, 30 * MICROS_PER_MS), endsAt, draws);
    if (draws.chance(1, 3)) signIn(world, person, 7, addMicros(at, Math.floor((endsAt - at) / 2)), endsAt, draws);
    const cause: Cause = { ...ordinaryCause(`people/${personKey}`), parentId: session.activityId };
    const explorer = openDesktop(world, person, session, addMicros(at, 600 * MICROS_PER_MS), cause, draws);
    if (person.outlook !== null) openOutlookProgram(world, person, explorer, addMicros(at, 4 * MICROS_PER_SECOND), cause, draws);
    const span = Math.max(MICROS_PER_MINUTE, endsAt - at - 10 * MICROS_PER_MINUTE);
    for (let count = scaleCount(world, 26, draws); count > 0; count--) {
      openProgram(world, person, explorer, addMicros(at, 20 * MICROS_PER_SECOND + draws.belowBig(span)), cause, draws);
    }
    for (const { at: openedAt, draws: drawn } of sittingsOf(world, name, addMicros(at, 20 * MICROS_PER_SECOND), span))
      openBrowser(world, person, explorer, openedAt, cause, drawn);
  },
);

/** At the console: with a password, or past the lock of a screen that was left. */
function signIn(world: World, person: Person, logonType: 2 | 7, at: SimTime, endsAt: number, draws: RandomStream): LogonSession {
  const host = person.workstation;
  return recordLogon(world, {
    host,
    account: person.account,
    at,
    cause: ordinaryCause(`people/${person.key}`),
    draws,
    logonType,
    package: "Negotiate",
    workstation: host.name,
    sourceIp: "127.0.0.1",
    process: lsassProcess(world, host),
    isElevated: false,
    durationMicros: Math.max(MICROS_PER_MINUTE, endsAt - at),
  });
}

/** userinit.exe starts the shell and goes. */
function openDesktop(world: World, person: Person, { logonId }: LogonSession, at: SimTime, cause: Cause, draws: RandomStream): ProcessRef {
  const { workstation: host, account } = person;
  const owner = { account, logonId, integrity: "Medium" } as const;
  const path = "C:\\Windows\\System32\\userinit.exe";
  const opener = { ...owner, path, commandLine: path, parent: winlogonProcess(world, host) };
  const first = startProcess(world, host, at, cause, draws, opener, { runsMs: 24_000 });
  const follows: Cause = { ...cause, parentId: first.activityId };
  const shell = { ...owner, path: "C:\\Windows\\explorer.exe", commandLine: "C:\\Windows\\Explorer.EXE", parent: first.process };
  return startProcess(world, host, addMicros(at, 400 * MICROS_PER_MS), follows, draws, shell, { runsMs: null }).process;
}

export const DESK_PROGRAM_KINDS = [workAtDesk];

function openOutlookProgram(world: World, person: Person, explorer: ProcessRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const outlook = start(
    world,
    person,
    explorer,
    { path: `${OFFICE}\\OUTLOOK.EXE`, arguments: "", document: "" },
    at,
    cause,
    draws,
    4 * 3_600_000,
  );
  const { host } = serverOf(world, person);
  world.emit({
    kind: "network-connection",
    id: world.claimId(cause),
    at: addMicros(at, draws.between(900, 4_000) * MICROS_PER_MS),
    host: person.workstation,
    cause,
    direction: "outbound",
    outcome: "success",
    localIp: person.workstation.ip,
    localPort: draws.between(49_152, 65_535),
    remoteIp: host.ip,
    remotePort: 443,
    remoteName: world.estate.site.mailHost,
    protocol: "Tcp",
    traffic: null,
    process: outlook,
  });
}

function openBrowser(world: World, person: Person, explorer: ProcessRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const runsMs = draws.between(60_000, 2_400_000);
  const process = start(world, person, explorer, BROWSER, at, cause, draws, runsMs);
  openPages(world, { person, at, draws, cause, process, until: addMicros(at, (runsMs - 5_000) * MICROS_PER_MS) });
}

function openProgram(world: World, person: Person, explorer: ProcessRef, at: SimTime, cause: Cause, draws: RandomStream): void {
  const program = draws.pick(PROGRAMS);
  const runsMs = draws.between(20_000, 2_400_000);
  const process = start(world, person, explorer, program, at, cause, draws, runsMs);
  if (program.document === "" || !draws.chance(1, 3)) return;
  const name = drawDocumentName(draws, draws.below(24), at);
  const path = `C:\\Users\\${person.account.name}\\Documents\\${name}.${program.document}`;
  const savedAt = addMicros(at, draws.between(5_000, runsMs) * MICROS_PER_MS);
  const change = draws.chance(1, 3) ? "created" : "modified";
  recordFileChange(world, person.workstation, savedAt, cause, {
    change,
    path,
    size: draws.between(9_000, 900_000),
    ...digestsFor(`${path}/${savedAt}`),
    process,
  });
}

function start(
  world: World,
  person: Person,
  explorer: ProcessRef,
  program: Program,
  at: SimTime,
  cause: Cause,
  draws: RandomStream,
  runsMs: number,
): ProcessRef {
  const { account, logonId, integrity } = explorer;
  const draft = {
    path: program.path,
    commandLine: `"${program.path}"${program.arguments}`,
    account,
    logonId,
    integrity,
    parent: explorer,
  } as const;
  const run = { runsMs, currentDirectory: `C:\\Users\\${account.name}\\` };
  return startProcess(world, person.workstation, at, cause, draws, draft, run).process;
}
