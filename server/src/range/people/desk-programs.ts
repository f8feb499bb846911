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
    const pace = world.stream(`${name}/pace`);
    const signsInAt = addMicros(at, pace.between(20 * MICROS_PER_MS, 400 * MICROS_PER_MS));
    const session = signIn(world, person, { logonType: 2, at: signsInAt, lasts: endsAt - signsInAt }, draws);
    const stays = Math.max(MICROS_PER_MINUTE, endsAt - signsInAt);
    // A screen that was left: past its lock there is a session that is over at once.
    if (draws.chance(1, 3)) {
      const backAt = addMicros(signsInAt, pace.between(Math.floor(stays / 5), stays - Math.floor(stays / 8)));
      signIn(world, person, { logonType: 7, at: backAt, lasts: pace.between(2_000, 90_000) }, draws);
    }
    const cause: Cause = { ...ordinaryCause(`people/${personKey}`), parentId: session.activityId };
    const shownAt = addMicros(signsInAt, pace.between(300 * MICROS_PER_MS, 1_900 * MICROS_PER_MS));
    const explorer = openDesktop(world, person, session, { shownAt, leavesAt: addMicros(signsInAt, stays), pace }, cause, draws);
    const closesAt = addMicros(at, Math.max(MICROS_PER_MINUTE, endsAt - at - pace.between(5 * MICROS_PER_SECOND, 9 * MICROS_PER_MINUTE)));
    if (person.outlook !== null) {
      const opensAt = addMicros(shownAt, pace.between(2_500 * MICROS_PER_MS, 16_000 * MICROS_PER_MS));
      openOutlookProgram(world, person, explorer, { at: opensAt, closesAt }, cause, draws);
    }
    const span = Math.max(MICROS_PER_MINUTE, endsAt - at - 10 * MICROS_PER_MINUTE);
    for (let count = scaleCount(world, 26, draws); count > 0; count--) {
      openProgram(world, person, explorer, { at: addMicros(at, 20 * MICROS_PER_SECOND + draws.belowBig(span)), closesAt }, cause, draws);
    }
    for (const { at: openedAt, draws: drawn } of sittingsOf(world, name, addMicros(at, 20 * MICROS_PER_SECOND), span))
      openBrowser(world, person, explorer, { at: openedAt, closesAt }, cause, drawn);
  },
);

interface SignIn {
  /** At the console: with a password, or past the lock of a screen that was left. */
  readonly logonType: 2 | 7;
  readonly at: SimTime;
  /** Microseconds until it ends. */
  readonly lasts: number;
}

function signIn(world: World, person: Person, { logonType, at, lasts }: SignIn, draws: RandomStream): LogonSession {
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
    durationMicros: logonType === 7 ? lasts : Math.max(MICROS_PER_MINUTE, lasts),
  });
}

/** userinit.exe starts the shell and goes. */
function openDesktop(
  world: World,
  person: Person,
  { logonId }: LogonSession,
  { shownAt, leavesAt, pace }: { readonly shownAt: SimTime; readonly leavesAt: SimTime; readonly pace: RandomStream },
  cause: Cause,
  draws: RandomStream,
): ProcessRef {
  const { workstation: host, account } = person;
  const owner = { account, logonId, integrity: "Medium" } as const;
  const path = "C:\\Windows\\System32\\userinit.exe";
  const opener = { ...owner, path, commandLine: path, parent: winlogonProcess(world, host) };
  const first = startProcess(world, host, shownAt, cause, draws, opener, { runsMs: pace.between(21_000, 34_000) });
  const follows: Cause = { ...cause, parentId: first.activityId };
  const shell = { ...owner, path: "C:\\Windows\\explorer.exe", commandLine: "C:\\Windows\\Explorer.EXE", parent: first.process };
  const shellAt = addMicros(shownAt, pace.between(40 * MICROS_PER_MS, 900 * MICROS_PER_MS));
  const runsMs = Math.floor((leavesAt - shellAt) / MICROS_PER_MS) - pace.between(60, 800);
  return startProcess(world, host, shellAt, follows, draws, shell, { runsMs, exitCode: 1 }).process;
}

export const DESK_PROGRAM_KINDS = [workAtDesk];

function openOutlookProgram(
  world: World,
  person: Person,
  explorer: ProcessRef,
  { at, closesAt }: Opening,
  cause: Cause,
  draws: RandomStream,
): void {
  const outlook = start(
    world,
    person,
    explorer,
    { path: `${OFFICE}\\OUTLOOK.EXE`, arguments: "", document: "" },
    at,
    cause,
    draws,
    openFor({ at, closesAt }, Number.MAX_SAFE_INTEGER),
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

/** When a program is opened, and when whoever did closes everything to go home. */
interface Opening {
  readonly at: SimTime;
  readonly closesAt: SimTime;
}

/** Milliseconds that it stays open of those that it would. */
function openFor({ at, closesAt }: Opening, wouldMs: number): number {
  return Math.max(6_000, Math.min(wouldMs, Math.floor((closesAt - at) / MICROS_PER_MS)));
}

function openBrowser(world: World, person: Person, explorer: ProcessRef, opening: Opening, cause: Cause, draws: RandomStream): void {
  const { at } = opening;
  const runsMs = openFor(opening, draws.between(60_000, 2_400_000));
  const process = start(world, person, explorer, BROWSER, at, cause, draws, runsMs);
  openPages(world, { person, at, draws, cause, process, until: addMicros(at, (runsMs - 5_000) * MICROS_PER_MS) });
}

function openProgram(world: World, person: Person, explorer: ProcessRef, opening: Opening, cause: Cause, draws: RandomStream): void {
  const program = draws.pick(PROGRAMS);
  const { at } = opening;
  const runsMs = openFor(opening, draws.between(20_000, 2_400_000));
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
