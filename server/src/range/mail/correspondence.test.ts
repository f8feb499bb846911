import { describe, expect, it } from "vitest";
import { only } from "../../../test/fixtures/quiet-world.ts";
import { buildTinyScenario } from "../../../test/fixtures/tiny-scenario.ts";
import type { ActivityOf } from "../activity.ts";
import { buildEstate } from "../estate/build-estate.ts";
import { createWorldRun } from "../world.ts";

const tiny = buildTinyScenario();
const week = buildTinyScenario({ story: [], volume: 0.2, window: { ...tiny.window, historyDays: 7 } });
const run = createWorldRun(week, 5);
const events = only([...run.advance(run.window.exerciseEnd)].flat(), "mail-event");
const { partners, peopleByAddress } = buildEstate(week, 5);

/** Each message once, when the server had it. */
const mails = events.filter(
  ({ source, eventId, sender }) => source === "SMTP" && eventId === "RECEIVE" && !/HealthMailbox|maildeliveryprobe/i.test(sender),
);
const baseOf = (subject: string): string => subject.replace(/^(?:RE|FW|AW): /i, "");
const partnerOf = (address: string) => partners.find(({ domain }) => address.endsWith(`@${domain}`));

/** The mail that this one answers or passes on, if it was written since the world began. */
function earlierOf(mail: ActivityOf<"mail-event">): ActivityOf<"mail-event"> | undefined {
  return mails.find(({ at, subject, recipients, messageId }) => {
    const isSame = baseOf(subject) === baseOf(mail.subject) && messageId !== mail.messageId;
    return isSame && at < mail.at && recipients.includes(mail.sender);
  });
}

describe("a week of mail", () => {
  it("has answers and forwards, and each follows a mail that its writer got", () => {
    const later = mails.filter(({ subject }) => /^(?:RE|FW|AW): /i.test(subject));
    expect(later.length).toBeGreaterThan(mails.length / 6);
    expect(later.length).toBeLessThan(mails.length / 2);
    expect(later.filter((mail) => earlierOf(mail) === undefined)).toEqual([]);
    const answers = later.filter(({ subject }) => /^(?:RE|AW): /i.test(subject));
    for (const answer of answers) {
      const writers = mails.filter(({ subject }) => baseOf(subject) === baseOf(answer.subject)).map(({ sender }) => sender);
      expect(writers.some((writer) => answer.recipients.includes(writer))).toBe(true);
    }
  });

  it("is answered from outside as each company's program does, and by whom was written to", () => {
    const fromOutside = mails.filter(({ sender, subject }) => !peopleByAddress.has(sender) && /^(?:RE|AW): /i.test(subject));
    expect(fromOutside.length).toBeGreaterThan(10);
    for (const { sender, subject } of fromOutside) expect(subject.startsWith(partnerOf(sender)?.replyPrefix ?? "?")).toBe(true);
  });

  it("comes from and goes to each company's own few servers", () => {
    const servers = new Map<string, Set<string>>();
    const note = (domain: string, ip: string) => servers.set(domain, (servers.get(domain) ?? new Set()).add(ip));
    for (const { sender, originalClientIp } of mails) {
      const partner = partnerOf(sender);
      if (partner !== undefined) note(partner.domain, originalClientIp);
    }
    for (const { recipients, serverIp } of events.filter(({ eventId }) => eventId === "SENDEXTERNAL")) {
      const domains = new Set(recipients.map((address) => partnerOf(address)?.domain));
      expect(domains.size).toBe(1);
      for (const domain of domains) note(domain ?? "?", serverIp);
    }
    for (const [domain, ips] of servers) {
      const known = new Set(partners.find((one) => one.domain === domain)?.servers.map(({ ip }) => ip));
      expect([domain, [...ips].filter((ip) => !known.has(ip))]).toEqual([domain, []]);
    }
  });

  it("goes mostly to the closest, within the department and among the partners, and never to a system", () => {
    const inside = mails.filter(({ sender, recipients: [first = ""] }) => peopleByAddress.has(sender) && peopleByAddress.has(first));
    const near = inside.filter(
      ({ sender, recipients: [first = ""] }) => peopleByAddress.get(sender)?.department === peopleByAddress.get(first)?.department,
    );
    expect(near.length).toBeGreaterThan(inside.length / 2);
    const written = mails.flatMap(({ recipients }) => recipients).filter((address) => partnerOf(address)?.isAutomatic === true);
    expect(written).toEqual([]);
  });

  it("is refused where the name is misspelt, and says so to its writer", () => {
    const refused = events.filter(({ eventId }) => eventId === "FAIL");
    expect(refused.length).toBeGreaterThan(0);
    const reports = events.filter(({ eventId }) => eventId === "DSN");
    expect(reports.map(({ recipients }) => recipients)).toEqual(refused.map(({ sender }) => [sender]));
  });
});
