import type { RandomStream } from "../../base/random-stream.ts";
import type { Cast, CastPerson, Habits, Scenario } from "../../scenario/model.ts";
import type { HostRef } from "../activity.ts";
import { formatIpv4, type Ipv4Network, parseIpv4, parseNetwork } from "./addresses.ts";
import { buildHost } from "./build-hosts.ts";
import { drawBrowser, drawHomeIp, drawOutlook, drawPhone } from "./client-software.ts";
import type { ExchangeServer, Organisation, Person } from "./estate.ts";
import { guidFor } from "./identity.ts";
import { asciiOf, FAMILY_NAMES, GIVEN_NAMES } from "./names.ts";
import { AT_HOME, planWhereabouts, type Whereabouts } from "./whereabouts.ts";

const DEFAULT_HABITS: Habits = { outlook: 0.8, owa: 0.2, phone: 0.4, startHour: 8.5, endHour: 17, mailsPerDay: 20 };
const WORKSTATION_TITLES = ["Clerk", "Specialist", "Coordinator", "Assistant", "Manager"] as const;
const FIRST_RID = 1201;
const WORKSTATION_SUBNET = 20;

interface PersonDraft {
  readonly key: string;
  readonly role: string | null;
  readonly department: string;
  readonly title: string | null;
  readonly isAdministrator: boolean;
  readonly habits: Habits;
}

export interface PeopleContext {
  readonly scenario: Scenario;
  readonly cast: Cast;
  readonly seed: number;
  readonly organisation: Organisation;
  readonly servers: readonly ExchangeServer[];
  readonly hasWorkstationEdr: boolean;
  /** Workstations that the cast names, by role. */
  readonly desks: ReadonlyMap<string, HostRef>;
  readonly namedStream: (name: string) => RandomStream;
}

/** Named roles first, then enough others to fill each department. Everybody draws from a stream of their own. */
export function buildPeople(context: PeopleContext): Person[] {
  const drafts = draftPeople(context.cast);
  const names = drawNames(drafts.length, context.namedStream("estate/names"));
  const desks = assignCastDesks(drafts, context.desks);
  const staleKey = pickStalePhone(drafts, context);
  const whereabouts = planWhereabouts(context.scenario, drafts, context.namedStream);
  return drafts.map((draft, index) => ({
    ...buildPerson(draft, index, names[index] ?? ["Nils", "Sorrel"], draft.key === staleKey, desks.get(draft.key) ?? null, context),
    ...(whereabouts.get(draft.key) ?? AT_HOME),
  }));
}

function draftPeople(cast: Cast): PersonDraft[] {
  const habitsOf = (person: CastPerson): Habits =>
    person.habits ?? cast.departments.find(({ name }) => name === person.department)?.habits ?? DEFAULT_HABITS;
  const named = cast.people.map((person) => ({
    key: person.role,
    role: person.role,
    department: person.department,
    title: person.title,
    isAdministrator: person.isAdministrator,
    habits: habitsOf(person),
  }));
  const others = cast.departments.flatMap(({ name, headcount, habits }) => {
    const rest = headcount - named.filter(({ department }) => department === name).length;
    return Array.from({ length: Math.max(0, rest) }, (_, index) => ({
      key: `${asciiOf(name).toLowerCase()}-${index + 1}`,
      role: null,
      department: name,
      title: null,
      isAdministrator: false,
      habits,
    }));
  });
  return [...named, ...others];
}

/** A workstation of the cast is the desk of the person with the same role; the others go to named people, last first. */
function assignCastDesks(drafts: readonly PersonDraft[], desks: ReadonlyMap<string, HostRef>): ReadonlyMap<string, HostRef> {
  const assigned = new Map([...desks].filter(([role]) => drafts.some(({ key }) => key === role)));
  const waiting = drafts.filter(({ role, isAdministrator, key }) => role !== null && !isAdministrator && !assigned.has(key)).reverse();
  const left = [...desks].filter(([role]) => !assigned.has(role));
  for (const [index, [, host]] of left.entries()) {
    const owner = waiting[index];
    if (owner !== undefined) assigned.set(owner.key, host);
  }
  return assigned;
}

function drawNames(count: number, draws: RandomStream): (readonly [string, string])[] {
  const given = draws.shuffled(GIVEN_NAMES);
  const family = draws.shuffled(FAMILY_NAMES);
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / family.length);
    return [given[(index + round * 7) % given.length] ?? "Nils", family[index % family.length] ?? "Sorrel"] as const;
  });
}

/** One phone in the company still offers an old password; never a named role's, whom a story may need. */
function pickStalePhone(drafts: readonly PersonDraft[], context: PeopleContext): string | null {
  const candidates = drafts.filter(({ role, habits }) => role === null && habits.phone > 0);
  return candidates.length === 0 ? null : context.namedStream("estate/stale-phone").pick(candidates).key;
}

function buildPerson(
  draft: PersonDraft,
  index: number,
  [given, family]: readonly [string, string],
  isStale: boolean,
  desk: HostRef | null,
  context: PeopleContext,
): Omit<Person, keyof Whereabouts> {
  const { organisation, seed } = context;
  const draws = context.namedStream(`estate/person/${draft.key}`);
  const alias = aliasOf(given, family, index);
  const server = context.servers[index % context.servers.length];
  // Neighbours in the list go to different servers, and there to different databases.
  const database = server?.databases[Math.floor(index / context.servers.length) % server.databases.length];
  const hasHabit = (share: number): boolean => draws.chance(Math.round(share * 1000), 1000);
  const upn = `${alias}@${organisation.domain}`;
  const { habits } = draft;
  return {
    key: draft.key,
    role: draft.role,
    displayName: `${given} ${family}`,
    givenName: given,
    familyName: family,
    title: draft.title ?? draws.pick(WORKSTATION_TITLES),
    department: draft.department,
    isAdministrator: draft.isAdministrator,
    account: { sid: `${organisation.domainSid}-${FIRST_RID + index}`, name: alias, domain: organisation.netbios, upn },
    canonicalName: `${organisation.canonicalRoot}/${draft.department}/${given} ${family}`,
    mailbox: {
      address: upn,
      guid: guidFor(seed, `estate/mailbox/${draft.key}`),
      databaseGuid: database?.guid ?? guidFor(seed, "estate/no-database"),
    },
    workstation: desk ?? buildWorkstation(index, context),
    homeIp: drawHomeIp(draws),
    outlook: hasHabit(habits.outlook) || draft.isAdministrator ? drawOutlook(draws) : null,
    browserUserAgent: drawBrowser(draws),
    usesOwa: hasHabit(habits.owa),
    phone: hasHabit(habits.phone) || isStale ? drawPhone(draws, isStale) : null,
    hours: { start: habits.startHour + draws.between(-30, 45) / 60, end: habits.endHour + draws.between(-30, 60) / 60 },
    shifts: rotate(habits.shifts ?? [], index),
    mailsPerDay: Math.max(1, Math.round((habits.mailsPerDay * draws.between(50, 160)) / 100)),
  };
}

/** Neighbours in the list work different shifts in the same week. */
function rotate(shifts: readonly number[], index: number): readonly number[] {
  const first = shifts.length === 0 ? 0 : index % shifts.length;
  return [...shifts.slice(first), ...shifts.slice(0, first)];
}

function aliasOf(given: string, family: string, index: number): string {
  const alias = `${asciiOf(given).slice(0, 1)}.${asciiOf(family)}`.toLowerCase();
  const round = Math.floor(index / FAMILY_NAMES.length);
  return round === 0 ? alias : `${alias}${round + 1}`;
}

/** Workstations have a subnet of their own where the site is large enough, and never a cast host's address. */
function buildWorkstation(index: number, context: PeopleContext): HostRef {
  const { cast, organisation, seed } = context;
  const network = parseNetwork(cast.site.network);
  const first = network.length > WORKSTATION_SUBNET * 256 ? WORKSTATION_SUBNET * 256 + 20 : Math.floor(network.length / 3);
  const ip = formatIpv4(network.base + ((first + stepOver(index, takenSteps(cast.hosts, network, first))) % network.length));
  const name = `${organisation.netbios.slice(0, 4)}-WS${String(index + 1).padStart(3, "0")}`;
  return buildHost({ name, ip, role: "workstation", exchange: null, hasEdr: context.hasWorkstationEdr }, organisation, seed);
}

/** How many steps after the first address of a network the hosts of the cast are. */
function takenSteps(hosts: readonly { readonly ip: string }[], network: Ipv4Network, first: number): number[] {
  const offsets = new Set(hosts.map(({ ip }) => parseIpv4(ip) - network.base).filter((offset) => offset >= 0 && offset < network.length));
  return [...offsets].map((offset) => (offset - first + network.length) % network.length).sort((a, b) => a - b);
}

/** The `index`-th of 0, 1, 2 … that is not taken; `taken` ascends. */
function stepOver(index: number, taken: readonly number[]): number {
  return taken.reduce((step, each) => (each <= step ? step + 1 : step), index);
}
