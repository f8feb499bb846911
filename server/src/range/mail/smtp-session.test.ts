import { describe, expect, it } from "vitest";
import { buildQuietWorld, only } from "../../../test/fixtures/quiet-world.ts";
import type { Activity, SmtpSession } from "../activity.ts";
import { ordinaryCause } from "../people/cause.ts";
import { receiveMail, submitMail } from "./deliver.ts";

/** Forty messages each way, three seconds apart. */
function exchangeMail(): readonly Activity[] {
  const quiet = buildQuietWorld();
  const { world, server } = quiet;
  const [sender, recipient] = world.estate.people;
  if (sender === undefined || recipient === undefined) throw new Error("nobody there");
  for (let n = 0; n < 40; n++) {
    const occasion = { at: quiet.second(n * 3), draws: world.stream(`test/${n}`), cause: ordinaryCause("test") };
    const { address } = recipient.mailbox;
    const from = { name: "mail.partner.example", ip: "198.18.8.9" };
    receiveMail(world, server, occasion, { sender: "friend@partner.example", recipient: address, subject: "Agenda", from });
    submitMail(world, server, sender, occasion, { recipients: [address, "friend@partner.example"], subject: "Agenda" });
  }
  return quiet.settle();
}

describe("SMTP sessions", () => {
  const activities = exchangeMail();
  const sessions = only(activities, "smtp-session");
  const mails = only(activities, "mail-event");
  const of = (leg: SmtpSession["leg"]): SmtpSession[] => sessions.filter((session) => session.leg === leg);
  const trackedSessions = new Set(mails.map(({ sourceContext }) => sourceContext.split(";")[0]));

  it("names in each session that the front end hands on the stranger's conversation, which encloses it", () => {
    const strangers = new Map(of("front-end-receive").map((session) => [session.sessionId, session]));
    expect(of("front-end-proxy")).toHaveLength(40);
    for (const proxied of of("front-end-proxy")) {
      const stranger = strangers.get(proxied.proxyFor?.sessionId ?? "");
      expect(stranger?.message).toEqual(proxied.message);
      expect((stranger?.at ?? 0) - (stranger?.durationMs ?? 0) * 1000).toBeLessThanOrEqual(proxied.at - proxied.durationMs * 1000);
      expect(stranger?.at).toBeGreaterThanOrEqual(proxied.at - 1_000);
    }
  });

  it("carries the hub's message id and the peer's address of the tracked message", () => {
    for (const { message, remoteEndpoint } of of("front-end-receive")) {
      const tracked = mails.find(({ eventId, messageId }) => eventId === "RECEIVE" && messageId === message?.messageId);
      expect(tracked?.internalMessageId).toBe(message?.internalMessageId);
      expect(remoteEndpoint.startsWith(`${tracked?.originalClientIp}:`)).toBe(true);
    }
  });

  it("uses, for deliveries, the session that tracking names", () => {
    const deliveries = [...of("hub-to-mailbox"), ...of("hub-to-internet")];
    expect(deliveries.length).toBeGreaterThan(80);
    for (const { sessionId } of deliveries) expect(trackedSessions).toContain(sessionId);
  });

  it("gives each session of a service a number of its own that grows with time", () => {
    const ids = of("front-end-receive").map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^08D[0-9A-F]{13}$/);
    expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(1);
  });
});
