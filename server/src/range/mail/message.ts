import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, formatSimTime, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, MailEvent, SmtpMessage } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import type { MailServer } from "../estate/mail-partners.ts";
import type { World } from "../kernel/world.ts";
import { latencyTree, secondsBetween, type Stay } from "./latency-tree.ts";
import { internalMessageId, smtpSessionId, tickGuid } from "./message-ids.ts";
import { relayOutbound } from "./relay.ts";
import { recordDelivery, recordInboundSessions, type SmtpPeer } from "./smtp-session.ts";

/** What the store takes an item for. */
export type MessageClass =
  | "IPM.Note"
  | "IPM.Note.Rules.OofTemplate.Microsoft"
  | "IPM.Schedule.Meeting.Request"
  | "IPM.Schedule.Meeting.Resp.Pos"
  | "IPM.Schedule.Meeting.Resp.Tent"
  | "IPM.Schedule.Meeting.Resp.Neg";

/** What a message is, wherever it goes. */
export interface Message {
  readonly messageId: string;
  readonly networkMessageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly totalBytes: number;
  readonly messageClass: MessageClass;
}

type MailDetails = Partial<MailEvent>;

/** Writes the tracking events of one message, in the order in which the services see it. */
export class MessageTrack {
  readonly #world: World;
  readonly #server: ExchangeServer;
  readonly #message: Message;
  readonly #draws: RandomStream;
  readonly #cause: Cause;
  readonly #directionality: MailEvent["directionality"];
  readonly #hubId: string;
  readonly #began: SimTime;
  /** When the hub had it; null until then. */
  #hubHasIt: SimTime | null = null;
  #at: SimTime;

  constructor(
    world: World,
    server: ExchangeServer,
    message: Message,
    occasion: { readonly at: SimTime; readonly draws: RandomStream; readonly cause: Cause },
    directionality: MailEvent["directionality"],
  ) {
    this.#world = world;
    this.#server = server;
    this.#message = message;
    this.#draws = occasion.draws;
    this.#cause = occasion.cause;
    this.#directionality = directionality;
    this.#at = occasion.at;
    this.#began = occasion.at;
    this.#hubId = internalMessageId(world, server.host, occasion.at, occasion.draws);
  }

  /** Instant of the last event. */
  get at(): SimTime {
    return this.#at;
  }

  get recipients(): readonly string[] {
    return this.#message.recipients;
  }

  /** The message's own stream. */
  get draws(): RandomStream {
    return this.#draws;
  }

  get messageClass(): MessageClass {
    return this.#message.messageClass;
  }

  /** As the hub counts the message. */
  get internalId(): string {
    return this.#hubId;
  }

  /** From now on it is the hub's. */
  enterHub(): void {
    this.#hubHasIt = this.#at;
  }

  /**
   * How long which service has had it so far; with `delivery`, how long the mailbox server
   * took since the hub let it go. Exchange 2010 does not say.
   */
  latencies(delivery: { readonly host: HostRef; readonly since: SimTime } | null = null): string {
    if (!hasTwoSites(this.#server)) return "";
    const { host } = this.#server;
    const entered = this.#hubHasIt ?? this.#at;
    const first: Stay = { service: this.#directionality === "Incoming" ? "FE" : "SUB", host, from: this.#began, until: entered };
    const hub: Stay = { service: "HUB", host, from: entered, until: delivery?.since ?? this.#at };
    const last: Stay[] = delivery === null ? [] : [{ service: "DEL", host: delivery.host, from: delivery.since, until: this.#at }];
    return latencyTree(this.#began, this.#hubHasIt === null ? [first] : [first, hub, ...last], delivery === null);
  }

  /** Seconds since it was written or arrived. */
  get age(): string {
    return secondsBetween(this.#began, this.#at);
  }

  /** `details` as a function: they depend on when it happened. */
  event(source: string, eventId: string, afterMs: readonly [number, number], details: MailDetails | (() => MailDetails) = {}): this {
    this.#at = addMicros(this.#at, this.#draws.between(afterMs[0] * 1000, afterMs[1] * 1000));
    return this.aside(source, eventId, this.#at, typeof details === "function" ? details() : details);
  }

  /** What happens to the message at `at` without the message waiting for it. */
  aside(source: string, eventId: string, at: SimTime, details: MailDetails = {}): this {
    const { host } = this.#server;
    const message = this.#message;
    this.#world.emit({
      kind: "mail-event",
      id: this.#world.claimId(this.#cause),
      at,
      host,
      cause: this.#cause,
      source,
      eventId,
      clientIp: host.ip,
      clientHostname: host.fqdn,
      serverIp: host.ip,
      sourceContext: "",
      connectorId: "",
      internalMessageId: this.#hubId,
      messageId: message.messageId,
      networkMessageId: message.networkMessageId,
      sender: message.sender,
      returnPath: message.sender,
      recipients: message.recipients,
      recipientStatus: [],
      totalBytes: message.totalBytes,
      subject: message.subject,
      messageInfo: "",
      directionality: this.#directionality,
      originalClientIp: "",
      originalClientPort: 0,
      originalServerIp: "",
      customData: "",
      logId: tickGuid(addMicros(at, 900), this.#draws),
      cloudPeerIp: "",
      ...details,
    });
    return this;
  }

  /** `<session-id>;<ISO>;0`: the SMTP session that this event belongs to, as the server counts it that writes the line. */
  session(host: HostRef = this.#server.host): string {
    return `${smtpSessionId(this.#world, host, this.#at)};${formatSimTime(this.#at)};0`;
  }

  /** The same message for these recipients, from now on in the transport of another server, which counts it and knows it anew. */
  continueOn(server: ExchangeServer, recipients: readonly string[]): MessageTrack {
    const message = { ...this.#message, recipients, networkMessageId: tickGuid(this.#at, this.#draws) };
    return new MessageTrack(this.#world, server, message, this.#occasion(), this.#directionality);
  }

  /** The message came in by the front end; call it when the hub has it. */
  arriveFrom(peer: SmtpPeer): this {
    recordInboundSessions(this.#world, this.#server, this.#occasion(), peer, this.#smtpMessage(this.#message.recipients));
    return this;
  }

  /** The hub's own conversation for the delivery that was recorded last. */
  deliverOver(leg: "hub-to-mailbox" | "hub-to-internet", session: string, name: string, ip: string, recipients: readonly string[]): this {
    const sessionId = session.slice(0, session.indexOf(";"));
    recordDelivery(this.#world, this.#server, this.#occasion(), { leg, sessionId, name, ip }, this.#smtpMessage(recipients));
    return this;
  }

  /** The company's relay takes it over from the hub and brings it to the edge. */
  relayOut(recipients: readonly string[], edge: MailServer): this {
    const from = addMicros(this.#at, -this.#draws.between(120, 280) * MICROS_PER_MS);
    const until = addMicros(this.#at, this.#draws.between(300, 2_400) * MICROS_PER_MS);
    const relayed = { from, until, cause: this.#cause, message: this.#message, recipients, internalId: this.#hubId };
    relayOutbound(this.#world, this.#server, edge, relayed);
    return this;
  }

  #occasion(): { readonly at: SimTime; readonly cause: Cause; readonly draws: RandomStream } {
    return { at: this.#at, cause: this.#cause, draws: this.#draws };
  }

  #smtpMessage(recipients: readonly string[]): SmtpMessage {
    const { messageId, sender, totalBytes } = this.#message;
    return { messageId, internalMessageId: this.#hubId, sender, recipients, totalBytes };
  }
}
