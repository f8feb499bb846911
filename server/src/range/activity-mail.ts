import type { ActivityBase } from "./activity-parts.ts";

/** One event in a message's life, as message tracking sees it. */
export interface MailEvent extends ActivityBase {
  readonly kind: "mail-event";
  readonly source: string;
  readonly eventId: string;
  readonly clientIp: string;
  readonly clientHostname: string;
  readonly serverIp: string;
  readonly sourceContext: string;
  readonly connectorId: string;
  readonly internalMessageId: string;
  readonly messageId: string;
  readonly networkMessageId: string;
  readonly sender: string;
  readonly returnPath: string;
  readonly recipients: readonly string[];
  readonly recipientStatus: readonly string[];
  readonly totalBytes: number;
  readonly subject: string;
  readonly messageInfo: string;
  /** Empty before anybody has looked into the message. */
  readonly directionality: "Originating" | "Incoming" | "Undefined" | "";
  readonly originalClientIp: string;
  /** 0 for mail from within. */
  readonly originalClientPort: number;
  readonly originalServerIp: string;
  readonly customData: string;
  readonly logId: string;
  /** Who handed a message to the mail cloud before the company had it; empty where it did not come that way. */
  readonly cloudPeerIp: string;
}

/**
 * One SMTP conversation, recorded when it ends; it began `durationMs` earlier. What was said follows from these facts.
 */
export interface SmtpSession extends ActivityBase {
  readonly kind: "smtp-session";
  /**
   * `front-end-receive`: a stranger at port 25. `front-end-proxy`: the front end hands it to the hub. `hub-to-mailbox`,
   * `hub-to-internet`: the hub's deliveries.
   */
  readonly leg: "front-end-receive" | "front-end-proxy" | "hub-to-mailbox" | "hub-to-internet";
  /** 16 upper-case hex digits. */
  readonly sessionId: string;
  /** `MX01\Default Frontend MX01`, or a send connector's name. */
  readonly connector: string;
  readonly localEndpoint: string;
  readonly remoteEndpoint: string;
  /** What the peer calls itself, or the name of the next hop. */
  readonly peerName: string;
  readonly durationMs: number;
  readonly isEncrypted: boolean;
  /** Greeting's time in the server's own zone: `Wed, 3 Mar 2021 06:49:51 +0000`. */
  readonly localTime: string;
  /** Of a proxied session: the conversation with the stranger that it continues. */
  readonly proxyFor: { readonly sessionId: string; readonly peerIp: string; readonly peerPort: number; readonly peerName: string } | null;
  /** Null: nothing was handed over. */
  readonly message: SmtpMessage | null;
  /** How long the body took to be accepted, and how long before the end that was, in milliseconds; null without a message. */
  readonly handOver: { readonly tookMs: number; readonly beforeEndMs: number } | null;
  /** Name with which the peer tried to sign in, in vain; empty when it did not try. */
  readonly refusedUser: string;
}

export interface SmtpMessage {
  readonly messageId: string;
  readonly internalMessageId: string;
  readonly sender: string;
  readonly recipients: readonly string[];
  readonly totalBytes: number;
}
