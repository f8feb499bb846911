import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS } from "../../base/sim-time.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { ordinaryCause } from "../people/cause.ts";

/** How many items a turn fetches by day, and out of hours, when nobody waits for the server and what was left is caught up with. */
const ITEMS = { day: { min: 3, max: 8 }, night: { min: 6, max: 26 } } as const;

/** Line-of-business software reads mailboxes through the web services, around the clock: it finds items, then fetches them. */
export const fetchMail = eventKind<{ readonly server: string; readonly n: number }>(
  "system/mail-connector",
  (world, { server: name, n }, at) => {
    const draws = world.stream(`system/mail-connector/${name}/${n}`);
    world.schedule(fetchMail, addMicros(at, draws.between(35, 85) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)), {
      server: name,
      n: n + 1,
    });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    const application = world.estate.hosts.find(({ role }) => role === "member-server");
    if (server === undefined || application === undefined || world.estate.people.length === 0) return;
    const account = world.estate.system.connector;
    const { mailbox } = draws.pick(world.estate.people);
    // Which of the two depends on whether it finds a controller in time.
    const scheme = draws.chance(2, 3) ? "Kerberos" : "NTLM";
    const hour = world.calendar.hourOf(at);
    const { min, max } = ITEMS[hour >= 7 && hour < 19 ? "day" : "night"];
    const items = draws.between(min, max);
    let next = at;
    for (let turn = 0; turn <= items; turn++) {
      const request = describeRequest({
        at: next,
        cause: ordinaryCause("system/mail-connector"),
        draws,
        clientIp: application.ip,
        userAgent: "ExchangeServicesClient/15.00.0913.015",
        method: "POST",
        host: world.estate.site.mailHost,
        stem: "/EWS/Exchange.asmx",
        action: turn % 9 === 0 ? "FindItem" : "GetItem",
        mailbox,
      });
      const begun = turn === 0 ? handleRequest(world, server, request).endedAt : next;
      const { endedAt } = handleRequest(world, server, {
        ...request,
        at: addMicros(begun, draws.between(2, 40) * MICROS_PER_MS),
        bodyBytes: draws.between(900, 1_600),
        credentials: { kind: "integrated", account, package: scheme, workstation: application.name, isNewConnection: turn === 0 },
      });
      next = addMicros(endedAt, draws.between(120, 1_800) * MICROS_PER_MS);
    }
  },
);
