import type { RandomStream } from "../../base/random-stream.ts";
import type { Scenario } from "../../scenario/model.ts";
import { asciiOf, FAMILY_NAMES, GIVEN_NAMES } from "./names.ts";
import { drawStranger } from "./strangers.ts";

/** A company with which this one exchanges mail. */
export interface MailPartner {
  readonly domain: string;
  /** Where its mail comes from and goes to, for years. */
  readonly servers: readonly MailServer[];
  /** An order system, a newsletter: it writes, and nobody reads what it is sent. */
  readonly isAutomatic: boolean;
  readonly addresses: readonly string[];
  /** How its mail program begins the subject of an answer. */
  readonly replyPrefix: string;
}

export interface MailServer {
  /** As it greets. */
  readonly name: string;
  readonly ip: string;
}

const PARTNERS_MIN = 10;
const PARTNERS_MAX = 120;
const MAIL_NETWORKS = ["198.18.8.0/22", "198.18.12.0/24"] as const;

const NAMES = (
  "alder amber anchor arbour beacon birch brightway cedar compass copper crescent delta dunmore eastgate falcon fenwick granite harbour " +
  "hazel hollin ironbridge juniper kessler kingfisher larch lindgren marlow meridian millstone northwind oakfield orchard pembroke quarry " +
  "redwood riverside saltmarsh sandpiper silverline southbank sterling tamarind thornbury union verity wharf willow yarrow"
).split(" ");
const TRADES = (
  "automation care catering clinic consulting energy estates finance freight glass imaging instruments insurance labs legal logistics media " +
  "motors packaging partners print recruitment services software supplies telecom tools trading travel trust"
).split(" ");
const ROLE_MAILBOXES = ["info", "sales", "orders", "accounts", "service", "reception"] as const;
const AUTOMATIC_MAILBOXES = ["no-reply", "news", "notifications", "billing", "shipping"] as const;
const HOSTING = ["mailcluster.example", "postbox-hosting.example"] as const;
/** Most companies in the scenarios' part of the world answer in English; some programs keep their own spelling. */
const REPLY_PREFIXES = ["RE: ", "RE: ", "RE: ", "Re: ", "Re: ", "AW: "] as const;

/** The companies that one of `headcount` people deals with, the closest first. */
export function buildMailPartners(
  scenario: Pick<Scenario, "actors" | "cast">,
  headcount: number,
  namedStream: (name: string) => RandomStream,
): readonly MailPartner[] {
  const draws = namedStream("estate/mail-partners");
  const count = Math.min(PARTNERS_MAX, Math.max(PARTNERS_MIN, Math.round(headcount / 3)));
  const domains = new Set<string>();
  while (domains.size < count) domains.add(`${draws.pick(NAMES)}-${draws.pick(TRADES)}.example`);
  domains.delete(scenario.cast.organisation.domain);
  const hosted = HOSTING.map((domain) => buildServers(`out.${domain}`, 3, namedStream(`estate/mail-partners/${domain}`), scenario));
  return [...domains].map((domain) => buildPartner(domain, hosted, namedStream(`estate/mail-partners/${domain}`), scenario));
}

function buildPartner(
  domain: string,
  hosted: readonly (readonly MailServer[])[],
  draws: RandomStream,
  scenario: Pick<Scenario, "actors" | "cast">,
): MailPartner {
  const isAutomatic = draws.chance(1, 5);
  const isHosted = draws.chance(2, 5);
  const ownName = `${draws.pick(["mail", "mx", "smtp", "mailgate"])}.${domain}`;
  return {
    domain,
    servers: isHosted ? draws.pick(hosted) : buildServers(ownName, draws.between(1, 2), draws, scenario),
    isAutomatic,
    addresses: isAutomatic ? [`${draws.pick(AUTOMATIC_MAILBOXES)}@${domain}`] : drawMailboxes(draws).map((name) => `${name}@${domain}`),
    replyPrefix: draws.pick(REPLY_PREFIXES),
  };
}

/** `mail.x.example`, or `mail1.x.example` and so on where there are several. */
function buildServers(
  name: string,
  count: number,
  draws: RandomStream,
  scenario: Pick<Scenario, "actors" | "cast">,
): readonly MailServer[] {
  const [label = "mx", ...rest] = name.split(".");
  return Array.from({ length: count }, (_, index) => ({
    name: [count === 1 ? label : `${label}${index + 1}`, ...rest].join("."),
    ip: drawStranger(draws, MAIL_NETWORKS, scenario),
  }));
}

/** Two to seven people and one mailbox that several read. */
function drawMailboxes(draws: RandomStream): readonly string[] {
  const people = Array.from({ length: draws.between(2, 7) }, () => {
    const initial = draws.pick(GIVEN_NAMES).slice(0, 1);
    return `${asciiOf(initial)}.${asciiOf(draws.pick(FAMILY_NAMES))}`.toLowerCase();
  });
  return [...new Set([...people, draws.pick(ROLE_MAILBOXES)])];
}
