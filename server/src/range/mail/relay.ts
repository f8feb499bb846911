import { hash32 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { Cause, HostRef, SyslogWritten } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { MailServer } from "../estate/mail-partners.ts";
import type { World } from "../kernel/world.ts";
import type { Message } from "./message.ts";

/** A message on its way through the relay. */
export interface Relayed {
  /** When the sender connected, and when the next hop had it. */
  readonly from: SimTime;
  readonly until: SimTime;
  readonly cause: Cause;
  readonly message: Message;
  readonly recipients: readonly string[];
  /** As Exchange counts it. */
  readonly internalId: string;
}

type Say = (program: string, at: SimTime, message: string, severity?: SyslogWritten["severity"]) => void;

/** Postfix between the internet and Exchange: a message comes in. Wording: Postfix 3.4. */
export function relayInbound(world: World, server: ExchangeServer, peer: MailServer, relayed: Relayed): void {
  const relay = world.estate.mailRelay;
  if (relay === null) return;
  const { message, internalId } = relayed;
  const seconds = Math.max(1, relayed.until - relayed.from) / 1_000_000;
  const rate = (message.totalBytes / 1_024 / seconds).toFixed(3);
  const accepted =
    `250 2.6.0 ${message.messageId} [InternalId=${internalId}, Hostname=${server.host.fqdn}] ` +
    `${message.totalBytes} bytes in ${(seconds / 3).toFixed(3)}, ${rate} KB/sec Queued mail for delivery`;
  const next = `${server.host.fqdn.toLowerCase()}[${server.host.ip}]:25`;
  passOn(world, relay, relayed, `${peer.name}[${peer.ip}]`, { next, accepted, dsn: "2.6.0" });
  recordAtEdge(world, relayed, { sourceIp: peer.ip, destinationIp: relay.ip });
}

/** A message goes out. */
export function relayOutbound(world: World, server: ExchangeServer, peer: MailServer, relayed: Relayed): void {
  const relay = world.estate.mailRelay;
  if (relay === null) return;
  const accepted = `250 2.0.0 Ok: queued as ${queueId(peer.ip + relayed.message.messageId)}`;
  const next = `${peer.name}[${peer.ip}]:25`;
  passOn(world, relay, relayed, `${server.host.fqdn.toLowerCase()}[${server.host.ip}]`, { next, accepted, dsn: "2.0.0" });
  recordAtEdge(world, relayed, { sourceIp: relay.ip, destinationIp: peer.ip });
}

/** A stranger at the relay's port 25 who leaves without a message: Exchange never hears of it. */
export function knockAtRelay(
  world: World,
  relay: HostRef,
  occasion: { readonly at: SimTime; readonly cause: Cause; readonly draws: RandomStream },
  stranger: { readonly ip: string; readonly port: number; readonly isGuess: boolean },
): void {
  const { at, cause, draws } = occasion;
  const who = `unknown[${stranger.ip}]`;
  const say = sayer(world, relay, cause);
  const endsAt = addMicros(at, (stranger.isGuess ? draws.between(4_000, 9_000) : draws.between(60, 900)) * MICROS_PER_MS);
  say("postfix/smtpd", at, `connect from ${who}`);
  if (stranger.isGuess) {
    const asked = addMicros(at, draws.between(900, 3_500) * MICROS_PER_MS);
    say("postfix/smtpd", asked, `warning: ${who}: SASL LOGIN authentication failed: authentication failure`, "warning");
    say("postfix/smtpd", endsAt, `disconnect from ${who} ehlo=1 auth=0/1 quit=1 commands=2/3`);
  } else {
    say("postfix/smtpd", endsAt, `lost connection after CONNECT from ${who}`);
    say("postfix/smtpd", addMicros(endsAt, 300), `disconnect from ${who} commands=0/0`);
  }
  recordSession(world, cause, {
    at: endsAt,
    sourceIp: stranger.ip,
    sourcePort: stranger.port,
    destinationIp: relay.ip,
    beganAt: at,
    bytes: 240,
  });
}

interface NextHop {
  readonly next: string;
  readonly accepted: string;
  readonly dsn: string;
}

function passOn(world: World, relay: HostRef, relayed: Relayed, client: string, { next, accepted, dsn }: NextHop): void {
  const { message, recipients, from, until, cause } = relayed;
  const say = sayer(world, relay, cause);
  const id = queueId(message.messageId + next);
  const part = (share: number): SimTime => addMicros(from, Math.floor((until - from) * share));
  const total = (until - from) / 1_000_000;
  say("postfix/smtpd", from, `connect from ${client}`);
  say("postfix/smtpd", part(0.3), `${id}: client=${client}`);
  say("postfix/cleanup", part(0.45), `${id}: message-id=${message.messageId}`);
  say("postfix/qmgr", part(0.6), `${id}: from=<${message.sender}>, size=${message.totalBytes}, nrcpt=${recipients.length} (queue active)`);
  say(
    "postfix/smtpd",
    part(0.65),
    `disconnect from ${client} ehlo=2 starttls=1 mail=1 rcpt=${recipients.length} data=1 quit=1 commands=${6 + recipients.length}`,
  );
  const delays = [total * 0.6, 0.01, total * 0.1, total * 0.28].map((share) => share.toFixed(2)).join("/");
  for (const recipient of recipients) {
    const line = `${id}: to=<${recipient}>, relay=${next}, delay=${total.toFixed(2)}, delays=${delays}, dsn=${dsn}, status=sent (${accepted})`;
    say("postfix/smtp", until, line);
  }
  say("postfix/qmgr", addMicros(until, 400), `${id}: removed`);
}

function sayer(world: World, host: HostRef, cause: Cause): Say {
  return (program, at, message, severity = "info") => {
    const hour = Math.floor(at / MICROS_PER_HOUR);
    // The queue manager lives for weeks; the others serve for an hour or so and make room.
    const key = program === "postfix/qmgr" ? program : `${program}/${hour}`;
    const processId = 1_100 + (hash32(world.seed, `pid/${host.name}/${key}`) % 31_000);
    world.emit({
      kind: "syslog-written",
      id: world.claimId(cause),
      at,
      host,
      cause,
      facility: "mail",
      severity,
      program,
      processId,
      message,
    });
  };
}

function queueId(text: string): string {
  return (hash32(3, text).toString(16).padStart(8, "0") + hash32(4, text).toString(16).slice(0, 2).padStart(2, "0")).toUpperCase();
}

function recordAtEdge(world: World, relayed: Relayed, ends: { readonly sourceIp: string; readonly destinationIp: string }): void {
  const sourcePort = 1_025 + (hash32(5, relayed.message.messageId + ends.destinationIp) % 64_000);
  recordSession(world, relayed.cause, {
    at: addMicros(relayed.until, 2_000),
    beganAt: relayed.from,
    sourcePort,
    bytes: relayed.message.totalBytes,
    ...ends,
  });
}

interface Session {
  readonly at: SimTime;
  readonly beganAt: SimTime;
  readonly sourceIp: string;
  readonly sourcePort: number;
  readonly destinationIp: string;
  readonly bytes: number;
}

function recordSession(world: World, cause: Cause, { at, beganAt, bytes, ...ends }: Session): void {
  const host = world.estate.firewall;
  if (host === null) return;
  world.emit({
    kind: "firewall-session",
    id: world.claimId(cause),
    at,
    host,
    cause,
    ...ends,
    destinationPort: 25,
    protocol: "Tcp",
    action: "close",
    sentBytes: Math.floor(bytes * 1.06) + 3_300,
    receivedBytes: 4_900,
    durationMs: Math.floor((at - beganAt) / 1_000),
    site: "",
    user: "",
  });
}
