import { MICROS_PER_MS, addMicros, formatSimTime } from "../../base/sim-time.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { hash32 } from "../../base/hash.ts";
import type { HostRef, SmtpMessage, SmtpSession } from "../../range/activity.ts";

/** One line of a protocol log: what was said, or noted, and how far into the conversation. */
export interface SmtpLine {
  readonly event: "+" | "-" | ">" | "<" | "*";
  readonly data: string;
  readonly context: string;
  readonly afterMs: number;
}

type Said = Omit<SmtpLine, "afterMs">;

const note = (context: string, data = ""): Said => ({ event: "*", data, context });
const peerSays = (data: string): Said => ({ event: "<", data, context: "" });
const weSay = (data: string): Said => ({ event: ">", data, context: "" });

const TLS =
  "TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 with strength 256 bits, " +
  "MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm CALG_ECDH_EPHEM with strength 256 bits";

/**
 * A conversation line by line, as Exchange 2016 logs it. Order, blanks (two after `250`, one before `CN=`) and notes follow real
 * lines of a front end; waiting is for the other side, so lines that we write come with the line that they answer.
 */
export function conversationOf(session: SmtpSession): readonly SmtpLine[] {
  return timed(session.leg === "front-end-receive" ? received(session) : proxied(session), session);
}

function received(session: SmtpSession): readonly Said[] {
  const { host, message, isEncrypted, refusedUser, peerName } = session;
  const opening = [
    { event: "+" as const, data: "", context: "" },
    weSay(`220 ${host.fqdn} Microsoft ESMTP MAIL Service ready at ${session.localTime}`),
  ];
  if (message === null && refusedUser === "") return [...opening, { event: "-", data: "", context: "Remote(SocketError)" }];
  const greeted = [...opening, peerSays(`EHLO ${peerName}`), weSay(capabilities(session, "STARTTLS X-ANONYMOUSTLS AUTH NTLM"))];
  const secured = isEncrypted
    ? [...startTls(host), peerSays(`EHLO ${peerName}`), ...afterTls(), weSay(capabilities(session, "AUTH NTLM LOGIN"))]
    : [];
  if (message === null) return [...greeted, ...secured, ...refused(refusedUser), { event: "-", data: "", context: "Remote" }];
  return [
    ...greeted,
    ...secured,
    ...handedOver(message, session),
    peerSays("QUIT"),
    weSay("221 2.0.0 Service closing transmission channel"),
    { event: "-", data: "", context: "Local" },
  ];
}

function startTls(host: HostRef): readonly Said[] {
  return [
    peerSays("STARTTLS"),
    weSay("220 2.0.0 SMTP server ready"),
    note(
      "Sending certificate Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names",
      certificate(host),
    ),
    note(TLS),
  ];
}

function afterTls(): readonly Said[] {
  return [
    note("Client certificate chain validation status: 'EmptyCertificate'"),
    note("TlsDomainCapabilities='None'; Status='NoRemoteCertificate'"),
  ];
}

function refused(user: string): readonly Said[] {
  return [
    peerSays("AUTH LOGIN"),
    weSay("334 <authentication response>"),
    peerSays("<authentication information>"),
    note("Inbound AUTH LOGIN failed because of LogonDenied"),
    note(`User Name: ${user}`),
    weSay("535 5.7.3 Authentication unsuccessful"),
  ];
}

function handedOver(message: SmtpMessage, session: SmtpSession): readonly Said[] {
  const lines: Said[] = [
    peerSays(`MAIL FROM:<${message.sender}> SIZE=${message.totalBytes}`),
    note("receiving message", `${session.sessionId};${formatSimTime(addMicros(session.at, -session.durationMs * MICROS_PER_MS))};1`),
    weSay("250 2.1.0 Sender OK"),
  ];
  for (const recipient of message.recipients) lines.push(peerSays(`RCPT TO:<${recipient}>`), weSay("250 2.1.5 Recipient OK"));
  lines.push(peerSays(`BDAT ${bodyBytes(message)} LAST`), weSay(queued(message, session)));
  return lines;
}

/** The front end's conversation with the hub, as the client of it. */
function proxied(session: SmtpSession): readonly Said[] {
  const { host, message, proxyFor } = session;
  const lines: Said[] = [
    note("attempting to connect"),
    { event: "+", data: "", context: "" },
    peerSays(`220 ${host.fqdn} Microsoft ESMTP MAIL Service ready at ${session.localTime}`),
    weSay(`EHLO ${host.fqdn}`),
    peerSays(
      `250  ${host.fqdn} Hello [${ipOf(session.remoteEndpoint)}] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS X-ANONYMOUSTLS AUTH NTLM X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING XEXCH50 XRDST XSHADOWREQUEST XPROXYFROM`,
    ),
  ];
  if (proxyFor !== null) {
    lines.push(
      weSay(
        `XPROXYFROM SID=${proxyFor.sessionId} IP=${proxyFor.peerIp} PORT=${proxyFor.peerPort} DOMAIN=${proxyFor.peerName} SEQNUM=1 PERMS=1073 AUTHSRC=Anonymous`,
      ),
      peerSays("250 XProxyFrom accepted"),
    );
  }
  if (message !== null) {
    lines.push(
      note(`sending message with RecordId ${message.internalMessageId} and InternetMessageId ${message.messageId}`),
      weSay(`MAIL FROM:<${message.sender}> SIZE=${message.totalBytes}`),
      ...message.recipients.map((recipient) => weSay(`RCPT TO:<${recipient}>`)),
      peerSays("250 2.1.0 Sender OK"),
      ...message.recipients.map(() => peerSays("250 2.1.5 Recipient OK")),
      weSay(`BDAT ${bodyBytes(message)} LAST`),
      peerSays(queued(message, session)),
    );
  }
  lines.push(weSay("QUIT"), peerSays("221 2.0.0 Service closing transmission channel"), { event: "-", data: "", context: "Local" });
  return lines;
}

/**
 * When each line came. Lines of the waiting side take the time, in uneven shares; the answer to the body comes when the message
 * was accepted, and what follows shares the rest.
 */
function timed(lines: readonly Said[], session: SmtpSession): readonly SmtpLine[] {
  const body = session.handOver === null ? lines.length - 1 : lines.findLastIndex(({ data }) => data.startsWith("250 2.6.0"));
  const acceptedMs = session.durationMs - (session.handOver?.beforeEndMs ?? 0);
  const sentMs = Math.max(0, acceptedMs - (session.handOver?.tookMs ?? 0));
  const before = spread(lines.slice(0, body), 0, sentMs, session);
  const after = spread(lines.slice(body), acceptedMs, session.durationMs, session);
  return [...before, ...after].map((line, index, all) => (index === all.length - 1 ? { ...line, afterMs: session.durationMs } : line));
}

/** Uneven shares of a stretch of time for the lines that were waited for; the others come with the one before them. */
function spread(lines: readonly Said[], from: number, to: number, session: SmtpSession): SmtpLine[] {
  const weights = lines.map(({ event }, index) => (event === "<" ? 40 + (hash32(index, session.sessionId) % 160) : 0));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  return lines.map((line, index) => {
    passed += weights[index] ?? 0;
    return { ...line, afterMs: from + (whole === 0 ? 0 : Math.floor(((to - from) * passed) / (whole + 60))) };
  });
}

function capabilities({ host, remoteEndpoint }: SmtpSession, offered: string): string {
  return (
    `250  ${host.fqdn} Hello [${ipOf(remoteEndpoint)}] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES ${offered} ` +
    "X-EXPS GSSAPI NTLM 8BITMIME BINARYMIME CHUNKING XRDST"
  );
}

function queued(message: SmtpMessage, { host, durationMs }: SmtpSession): string {
  const seconds = Math.max(1, Math.min(durationMs, 20 + (message.totalBytes % 400))) / 1000;
  const rate = (message.totalBytes / 1024 / seconds).toFixed(3);
  return (
    `250 2.6.0 ${message.messageId} [InternalId=${message.internalMessageId}, Hostname=${host.fqdn}] ${message.totalBytes} bytes in ` +
    `${seconds.toFixed(3)}, ${rate} KB/sec Queued mail for delivery`
  );
}

/** The body is what the message weighs without the headers that transport adds. */
function bodyBytes({ totalBytes }: SmtpMessage): number {
  return Math.max(400, totalBytes - 900 - (totalBytes % 700));
}

/** The self-signed certificate that set-up made: five years from the day of the installation. */
function certificate({ name, fqdn }: HostRef): string {
  const digits = (length: number): string => {
    let text = "";
    // The length keeps the serial number from being the thumbprint's beginning.
    for (let part = length; text.length < length; part++)
      text += hash32(part, `certificate/${fqdn}`).toString(16).toUpperCase().padStart(8, "0");
    return text.slice(0, length);
  };
  return ` CN=${name} CN=${name} ${digits(32)} ${digits(40)} 2020-01-17T15:15:33.000Z 2025-01-17T15:15:33.000Z ${name};${fqdn}`;
}

function ipOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(":"));
}

/** When a line was written. */
export function lineTime(session: SmtpSession, line: SmtpLine): SimTime {
  return addMicros(session.at, (line.afterMs - session.durationMs) * MICROS_PER_MS);
}
