import type { RandomStream } from "../../../base/random-stream.ts";
import { hash32 } from "../../../base/hash.ts";
import { MICROS_PER_DAY, type SimTime } from "../../../base/sim-time.ts";
import type { LocalDay } from "../../estate/calendar.ts";
import type { Person } from "../../estate/estate.ts";
import type { HostRef } from "../../activity.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import type { World } from "../../kernel/world.ts";
import { workAtPrompt } from "../../windows/prompt-session.ts";
import { runThroughService } from "../../windows/remote-service.ts";
import { atOwnDesk } from "../../windows/visitor.ts";
import type { Tool } from "../../windows/tool.ts";
import { ordinaryCause } from "../cause.ts";
import { lookAround, looseRules, newStarter, supportDump, webServerSettings } from "./errand-tools.ts";
import { EXPORT_FOR_COMPLIANCE, runShellSession, WEB_ADDRESS_CHANGE } from "./management-shell.ts";

/** Something that falls due about once a week: legitimate, and shaped like what intruders do. */
interface Errand {
  /** The cause is `people/<key>/errand/<name>`. */
  readonly name: string;
  readonly run: (world: World, occasion: ErrandOccasion) => void;
}

interface ErrandOccasion {
  readonly person: Person;
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: ReturnType<typeof ordinaryCause>;
  readonly workday: number;
}

const WORKDAYS_PER_WEEK = 5;

const ERRANDS: readonly Errand[] = [
  {
    name: "support-dump",
    run: atMailServer((world) => world.estate.exchangeServers.slice(0, 1).flatMap((one) => supportDump(world, one))),
  },
  { name: "look-around", run: atMailServer(() => lookAround()) },
  { name: "loose-rules", run: atMailServer((world) => looseRules(world)) },
  { name: "web-server-settings", run: atMailServer((world) => webServerSettings(world)) },
  {
    name: "new-starter",
    run: (world, occasion) =>
      workAtPromptOf(world, world.estate.domainControllers[0], occasion, newStarter(world, occasion.person, occasion.workday)),
  },
  { name: "remote-command", run: reachMemberServer },
  {
    name: "mailbox-export",
    run: (world, { person, at, draws, cause }) =>
      runShellSession(world, { visitor: atOwnDesk(person), at, draws, cause }, EXPORT_FOR_COMPLIANCE),
  },
  {
    name: "web-addresses",
    run: (world, { person, at, draws, cause }) =>
      runShellSession(world, { visitor: atOwnDesk(person), at, draws, cause }, WEB_ADDRESS_CHANGE),
  },
];

export type ErrandPayload = { readonly personKey: string; readonly name: string; readonly errand: number; readonly workday: number };

export const runErrand = eventKind<ErrandPayload>("admin/errand", (world, { personKey, name, errand: index, workday }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  const errand = ERRANDS[index];
  if (person === undefined || errand === undefined) return;
  errand.run(world, { person, at, draws: world.stream(name), cause: ordinaryCause(`people/${personKey}/errand/${errand.name}`), workday });
});

/** The errands of a working day, each with a weekday of its own that the seed decides. */
export function errandsOf(
  world: World,
  { date }: LocalDay,
): readonly { readonly errand: number; readonly label: string; readonly workday: number }[] {
  const workday = workdayNumber(date);
  return ERRANDS.flatMap(({ name }, errand) =>
    (workday + hash32(world.seed, `errands/${name}`)) % WORKDAYS_PER_WEEK === 0 ? [{ errand, label: `errand/${name}`, workday }] : [],
  );
}

/** Working days since a Monday of 1970, so that a rhythm of working days never falls onto a weekend. */
function workdayNumber(date: string): number {
  const days = Math.floor((Date.parse(`${date}T00:00:00Z`) * 1_000) / MICROS_PER_DAY) - 4;
  return Math.floor(days / 7) * WORKDAYS_PER_WEEK + Math.min(days % 7, WORKDAYS_PER_WEEK - 1);
}

function atMailServer(tools: (world: World) => Tool[]): Errand["run"] {
  return (world, occasion) => workAtPromptOf(world, world.estate.exchangeServers[0]?.host, occasion, tools(world));
}

function workAtPromptOf(
  world: World,
  host: HostRef | undefined,
  { person, at, draws, cause }: ErrandOccasion,
  tools: readonly Tool[],
): void {
  if (host !== undefined) workAtPrompt(world, { visitor: atOwnDesk(person), host, at, cause, draws }, tools);
}

/** A command on a member server, from the administrator's own desk, without going there. */
function reachMemberServer(world: World, { person, at, draws, cause }: ErrandOccasion): void {
  const target = world.estate.hosts.find(({ role }) => role === "member-server");
  if (target === undefined) return;
  const { account, workstation } = person;
  runThroughService(world, { target, sourceIp: workstation.ip, account, at, cause, draws, command: "ipconfig /flushdns" });
}
