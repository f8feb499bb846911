import { hash32 } from "../../base/hash.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import {
  addMicros,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  MICROS_PER_MS,
  MICROS_PER_SECOND,
  simTime,
  type SimTime,
} from "../../base/sim-time.ts";
import { addressBookPart } from "../exchange/address-book.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { drawGuid } from "../estate/identity.ts";
import { mailboxInCareOf } from "../exchange/mailbox-rights.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type ClientRequest, type Response } from "../exchange/request.ts";
import type { Mailbox, OutlookClient, Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount, stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "./cause.ts";
import { serverOf } from "./mailbox-server.ts";

/** One working session of Outlook: from opening it to closing it. */
export type OutlookSession = {
  readonly personKey: string;
  /** Names the streams of this session. */
  readonly name: string;
  readonly clientIp: string;
  readonly connectionId: string;
  readonly endsAt: number;
  /** How many steps of this kind were taken. */
  readonly n: number;
};

const BURST_INTERVAL_MICROS = 8 * MICROS_PER_MINUTE;
const POLL_MS = 300_000;
const SERVICE_ACTIONS = ["GetUserAvailability", "GetMailTips", "GetUserOofSettings", "GetServiceConfiguration"] as const;

/** Outlook starts: it finds its server, connects, and catches up. */
export const openOutlook = eventKind<OutlookSession>("outlook/open", (world, session, at) => {
  const person = world.estate.peopleByKey.get(session.personKey);
  if (person?.outlook == null) return;
  const draws = world.stream(`${session.name}/open`);
  world.state.outlookCalls[session.personKey] = 0;
  const sender = new OutlookSender(world, person, person.outlook, session, draws);
  let next = at;
  next = sender.discover(next);
  if (sender.isOverRpc) {
    world.schedule(nextChannel, addMicros(next, 900_000), { ...session, n: 1 });
    return;
  }
  next = sender.connect(next);
  next = sender.burst(next, 1 + scaleCount(world, draws.between(3, 8), draws));
  world.schedule(nextBurst, addMicros(next, drawGap(world, draws)), { ...session, n: 1 });
  world.schedule(nextPoll, addMicros(next, 2 * MICROS_PER_SECOND), { ...session, n: 1 });
  if (draws.chance(1, 3)) sender.downloadAddressBook(addMicros(next, draws.between(20, 90) * MICROS_PER_SECOND));
  openAnothers(world, person, session, next);
});

/** One morning in so many somebody tries a colleague's calendar or inbox that they were never given. */
const CURIOUS_ODDS = 90;

/** A profile opens the mailbox in its owner's care with its own; without the right, Outlook asks once and is told no. */
function openAnothers(world: World, person: Person, session: OutlookSession, at: SimTime): void {
  const draws = world.stream(`${session.name}/another`);
  const inCare = mailboxInCareOf(world.estate, world.seed, person);
  const other = inCare ?? (draws.chance(1, CURIOUS_ODDS) ? draws.pick(world.estate.people) : null);
  if (other === null || other === person || person.outlook === null) return;
  const connectionId = drawGuid(draws).toUpperCase();
  const sender = new OutlookSender(world, person, person.outlook, { ...session, connectionId }, draws, other.mailbox);
  sender.openAnother(addMicros(at, draws.between(900 * MICROS_PER_MS, 14 * MICROS_PER_SECOND)), inCare === null ? 0 : draws.between(1, 4));
}

/** Somebody reads, writes or files something: a handful of calls within seconds. */
const nextBurst = eventKind<OutlookSession>("outlook/burst", (world, session, at) => {
  const person = world.estate.peopleByKey.get(session.personKey);
  if (person?.outlook == null || at >= session.endsAt) return;
  const draws = world.stream(`${session.name}/burst/${session.n}`);
  const sender = new OutlookSender(world, person, person.outlook, session, draws);
  if (draws.chance(1, 14)) sender.discover(at);
  else sender.askServices(sender.burst(at, draws.between(3, 12)));
  world.schedule(nextBurst, addMicros(at, drawGap(world, draws)), { ...session, n: session.n + 1 });
});

/** The long poll by which Outlook learns of new mail: open for five minutes, or until something arrives. */
const nextPoll = eventKind<OutlookSession>("outlook/poll", (world, session, at) => {
  const person = world.estate.peopleByKey.get(session.personKey);
  if (person?.outlook == null || at >= session.endsAt) return;
  const draws = world.stream(`${session.name}/poll/${session.n}`);
  const sender = new OutlookSender(world, person, person.outlook, session, draws);
  const holdMs = draws.chance(1, 4) ? draws.between(4_000, POLL_MS) : POLL_MS;
  const { endedAt } = sender.call(at, "NotificationWait", { holdMs, bodyBytes: 0 });
  const pause = stretchInterval(world, holdMs * MICROS_PER_MS) - holdMs * MICROS_PER_MS;
  world.schedule(nextPoll, addMicros(endedAt, pause + draws.between(30, 900) * MICROS_PER_MS), { ...session, n: session.n + 1 });
});

/** To Exchange 2010 Outlook speaks RPC, in two requests that stay open side by side, one for each direction, for as long as they can. */
const nextChannel = eventKind<OutlookSession>("outlook/channel", (world, session, at) => {
  const person = world.estate.peopleByKey.get(session.personKey);
  if (person?.outlook == null || at >= session.endsAt) return;
  const draws = world.stream(`${session.name}/channel/${session.n}`);
  const sender = new OutlookSender(world, person, person.outlook, session, draws);
  const endsAt = sender.openChannels(at, draws.between(14, 55) * MICROS_PER_MINUTE);
  if (draws.chance(1, 2)) sender.askServices(addMicros(at, draws.between(20, 400) * MICROS_PER_SECOND));
  world.schedule(nextChannel, addMicros(endsAt, draws.between(200, 4_000) * MICROS_PER_MS), { ...session, n: session.n + 1 });
});

export const OUTLOOK_KINDS = [openOutlook, nextBurst, nextPoll, nextChannel];

function drawGap(world: World, draws: RandomStream): number {
  const typical = stretchInterval(world, BURST_INTERVAL_MICROS);
  return Math.min(MICROS_PER_DAY, draws.between(Math.floor(typical / 6), Math.floor((typical * 11) / 6)));
}

/** Sends what one Outlook sends, with its identifiers and its manners. */
class OutlookSender {
  readonly #world: World;
  readonly #person: Person;
  readonly #client: OutlookClient;
  readonly #session: OutlookSession;
  readonly #draws: RandomStream;
  readonly #package: "Kerberos" | "NTLM";
  readonly #mailbox: Mailbox;
  /** Calls of a session beside the profile's own. */
  #calls = 0;

  /** `mailbox`: whose is opened, where it is not the person's own. */
  constructor(
    world: World,
    person: Person,
    client: OutlookClient,
    session: OutlookSession,
    draws: RandomStream,
    mailbox: Mailbox = person.mailbox,
  ) {
    this.#world = world;
    this.#person = person;
    this.#client = client;
    this.#session = session;
    this.#draws = draws;
    this.#mailbox = mailbox;
    this.#package = session.clientIp === person.workstation.ip ? "Kerberos" : "NTLM";
  }

  /** Autodiscover: one challenge, one answer. */
  discover(at: SimTime): SimTime {
    const { mailHost, autodiscoverHost } = this.#world.estate.site;
    const host = this.#draws.chance(3, 4) ? autodiscoverHost : mailHost;
    const request = { host, stem: "/Autodiscover/Autodiscover.xml", query: "", action: "", bodyBytes: this.#draws.between(340, 420) };
    const challenged = this.#send(at, { ...request, credentials: { kind: "none" }, bodyBytes: 0 });
    const answered = this.#send(addMicros(challenged.endedAt, this.#draws.between(2_000, 30_000)), {
      ...request,
      credentials: this.#credentials(true),
    });
    return answered.endedAt;
  }

  /** Whether the mailbox is on a server that knows no MAPI over HTTP. */
  get isOverRpc(): boolean {
    return !hasTwoSites(serverOf(this.#world, this.#person));
  }

  /** Returns when both have ended. */
  openChannels(at: SimTime, lastsMicros: number): SimTime {
    const { fqdn } = serverOf(this.#world, this.#person).host;
    const request = { stem: "/rpc/rpcproxy.dll", query: `${fqdn.toLowerCase()}:6001`, userAgent: "MSRPC" };
    const challenged = this.#send(at, { ...request, method: "RPC_IN_DATA", credentials: { kind: "none" }, bodyBytes: 0 });
    const holdMs = Math.floor(lastsMicros / MICROS_PER_MS);
    const open = (method: string, afterMs: number, isNewConnection: boolean): SimTime =>
      this.#send(addMicros(challenged.endedAt, afterMs * MICROS_PER_MS), {
        ...request,
        method,
        holdMs: holdMs + afterMs,
        bodyBytes: this.#draws.between(4_000, 900_000),
        credentials: this.#credentials(isNewConnection),
      }).endedAt;
    const inbound = open("RPC_IN_DATA", this.#draws.between(3, 20), true);
    const outbound = open("RPC_OUT_DATA", this.#draws.between(21, 60), false);
    return inbound > outbound ? inbound : outbound;
  }

  connect(at: SimTime): SimTime {
    const bound = this.#send(addMicros(this.#introduce(at), this.#draws.between(5_000, 60_000)), {
      ...this.#emsmdb("Bind"),
      stem: "/mapi/nspi/",
      credentials: this.#credentials(false),
    });
    return bound.endedAt;
  }

  /** A new connection is challenged before it is let in. */
  #introduce(at: SimTime): SimTime {
    const challenged = this.#send(at, { ...this.#emsmdb("Connect"), credentials: { kind: "none" }, bodyBytes: 0 });
    const answered = addMicros(challenged.endedAt, this.#draws.between(2_000, 18_000));
    return this.#send(answered, { ...this.#emsmdb("Connect"), credentials: this.#credentials(true) }).endedAt;
  }

  /** Connects to a mailbox beside one's own, and makes so many calls in it. */
  openAnother(at: SimTime, calls: number): void {
    this.burst(addMicros(this.#introduce(at), this.#draws.between(8_000, 90_000)), calls);
  }

  burst(at: SimTime, calls: number): SimTime {
    let next = at;
    for (let index = 0; index < calls; index++) {
      const { endedAt } = this.call(next, "Execute", { holdMs: 0, bodyBytes: this.#draws.between(70, 4_000) });
      next = addMicros(endedAt, this.#draws.between(8_000, 1_400_000));
    }
    return next;
  }

  /** What Outlook does not ask by MAPI: free and busy, mail tips, absences; one call in two of three bursts. */
  askServices(at: SimTime): void {
    const draws = this.#draws;
    if (draws.chance(1, 3)) return;
    const action = SERVICE_ACTIONS[draws.weighted([5, 4, 3, 1])] ?? "GetMailTips";
    const request = { stem: "/EWS/Exchange.asmx", query: "", action, bodyBytes: draws.between(820, 2_900) };
    const isNewConnection = draws.chance(1, 6);
    let next = addMicros(at, draws.between(200, 9_000) * MICROS_PER_MS);
    if (isNewConnection) {
      const challenged = this.#send(next, { ...request, bodyBytes: 0, credentials: { kind: "none" } });
      next = addMicros(challenged.endedAt, draws.between(2_000, 20_000));
    }
    this.#send(next, { ...request, credentials: this.#credentials(isNewConnection) });
  }

  call(at: SimTime, action: string, { holdMs, bodyBytes }: { readonly holdMs: number; readonly bodyBytes: number }): Response {
    const isNewConnection = this.#draws.chance(1, 40);
    return this.#send(at, { ...this.#emsmdb(action), holdMs, bodyBytes, credentials: this.#credentials(isNewConnection) });
  }

  /** The offline address book: its list, and now and then a part of it. */
  downloadAddressBook(at: SimTime): void {
    const server = serverOf(this.#world, this.#person);
    const folder = `/OAB/${server.oabGuid}`;
    const draws = this.#draws;
    const { mailHost } = this.#world.estate.site;
    const isUnchanged = draws.chance(3, 4);
    const base = { host: mailHost, query: "", bodyBytes: 0, method: "GET", userAgent: "Microsoft BITS/7.8" };
    const challenged = this.#send(at, { ...base, stem: `${folder}/oab.xml`, credentials: { kind: "none" } });
    const action = isUnchanged ? "unchanged" : "";
    const listed = this.#send(addMicros(challenged.endedAt, 9_000), {
      ...base,
      stem: `${folder}/oab.xml`,
      action,
      credentials: this.#credentials(true),
    });
    if (isUnchanged) return;
    const part = addressBookPart(this.#world, "data", listed.endedAt);
    this.#send(addMicros(listed.endedAt, draws.between(40, 400) * MICROS_PER_MS), {
      ...base,
      stem: `${folder}/${part}`,
      credentials: this.#credentials(false),
    });
  }

  #emsmdb(action: string): Partial<ClientRequest> {
    const mailbox = this.#mailbox;
    const serial = this.#nextCall();
    const { clientInfoId } = this.#client;
    return {
      stem: "/mapi/emsmdb/",
      query: `MailboxId=${mailbox.guid}@${this.#world.estate.organisation.domain}`,
      action,
      clientRequestId: `R:{${this.#session.connectionId}}:${serial};RT:${action};CI:{${clientInfoId}}:${this.#profileCount()};CID:{${drawGuid(this.#draws).toUpperCase()}}`,
    };
  }

  #nextCall(): number {
    const { key, mailbox } = this.#person;
    if (this.#mailbox !== mailbox) return ++this.#calls;
    const { outlookCalls } = this.#world.state;
    const serial = (outlookCalls[key] ?? 0) + 1;
    outlookCalls[key] = serial;
    return serial;
  }

  /** What the profile has asked for since it was made, over all sessions: a large number that only grows. */
  #profileCount(): number {
    const { seed, now, window } = this.#world;
    return 40_000_000 + (hash32(seed, this.#client.clientInfoId) % 90_000_000) + Math.floor((now - window.historyStart) / 430_000);
  }

  #credentials(isNewConnection: boolean): ClientRequest["credentials"] {
    const { account, workstation } = this.#person;
    return { kind: "integrated", account, package: this.#package, workstation: workstation.name, isNewConnection };
  }

  #send(at: SimTime, details: Partial<ClientRequest>): Response {
    const request = describeRequest({
      at: simTime(at),
      cause: ordinaryCause(`people/${this.#person.key}`),
      draws: this.#draws,
      clientIp: this.#session.clientIp,
      userAgent: this.#client.userAgent,
      method: "POST",
      host: this.#world.estate.site.mailHost,
      stem: "/mapi/emsmdb/",
      mailbox: this.#mailbox,
      ...details,
    });
    return handleRequest(this.#world, serverOf(this.#world, this.#person), request);
  }
}
