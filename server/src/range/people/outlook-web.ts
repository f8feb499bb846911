import { guidV4Of, hash128 } from "../../base/hash.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Person } from "../estate/estate.ts";
import { hex32 } from "../estate/identity.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount, stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "./cause.ts";
import { serverOf } from "./mailbox-server.ts";
import { FormsSession } from "./forms-session.ts";
import { lookAtOwnOptions } from "./own-options.ts";

export type WebMailVisit = {
  readonly personKey: string;
  readonly name: string;
  readonly clientIp: string;
  readonly endsAt: number;
  readonly cookie: string;
  readonly clientId: string;
  readonly n: number;
};

const ACTIONS = [
  "GetConversationItems",
  "FindConversation",
  "GetItem",
  "UpdateItem",
  "CreateItem",
  "GetFolder",
  "FindPeople",
  "MarkAllItemsAsRead",
  "GetCalendarView",
  "SubscribeToNotification",
] as const;

/** Somebody opens webmail in a browser: redirect, logon page, form, mailbox. */
export const openWebMail = eventKind<WebMailVisit>("owa/open", (world, visit, at) => {
  const session = sessionOf(world, visit, "open");
  if (session === null) return;
  const { browser, draws } = session;
  const ready = browser.logOn(at, "owa", draws.chance(1, 7) ? 1 : 0);
  const clientId = [draws.uint32(), draws.uint32(), draws.uint32(), draws.uint32()].map(hex32).join("").toUpperCase();
  const begun = { ...visit, cookie: browser.cookie, clientId, n: 1 };
  world.schedule(workInWebMail, addMicros(ready, draws.between(1, 9) * MICROS_PER_SECOND), begun);
  world.schedule(awaitNotification, addMicros(ready, 3 * MICROS_PER_SECOND), begun);
  if (draws.chance(1, 6) && !isOldWebMail(world, visit))
    world.schedule(openOptions, addMicros(ready, draws.between(15, 240) * MICROS_PER_SECOND), begun);
});

/** Somebody looks at their own options while they are there. */
const openOptions = eventKind<WebMailVisit>("owa/options", (world, visit, at) => {
  const session = sessionOf(world, visit, "options");
  const person = world.estate.peopleByKey.get(visit.personKey);
  if (session !== null && person !== undefined) lookAtOwnOptions(session.browser, person, session.draws, at);
});

/** Clicks: each a service call; in the end a logoff, or the tab is simply closed or forgotten. */
const workInWebMail = eventKind<WebMailVisit>("owa/work", (world, visit, at) => {
  const session = sessionOf(world, visit, `work/${visit.n}`);
  if (session === null) return;
  const { browser, draws } = session;
  if (at >= visit.endsAt) {
    const leaving = draws.weighted([2, 1, 1]);
    if (leaving === 0) browser.logOff(at);
    if (leaving === 1) world.schedule(touchForgottenTab, addMicros(at, draws.between(32, 190) * MICROS_PER_MINUTE), visit);
    return;
  }
  let next = at;
  for (let clicks = 1 + scaleCount(world, draws.between(4, 12), draws); clicks > 0; clicks--) {
    const action = draws.pick(ACTIONS);
    const id = draws.between(1, 400);
    const sent = browser.send(next, {
      method: "POST",
      ...(isOldWebMail(world, visit) ? oldCall(action) : { stem: "/owa/service.svc", query: `action=${action}&EP=1&ID=-${id}&AC=1` }),
      action,
      bodyBytes: draws.between(300, 3_500),
    });
    // Whoever sees an error clicks again; whoever is signed out has to sign in first.
    if (sent.status !== 200 && sent.status !== 500) return;
    next = addMicros(sent.endedAt, draws.between(40, 5_000) * MICROS_PER_MS);
  }
  world.schedule(workInWebMail, addMicros(next, stretchInterval(world, draws.between(40, 260) * MICROS_PER_SECOND)), {
    ...visit,
    n: visit.n + 1,
  });
});

/** The page waits for news, five minutes and twenty seconds at a time. */
const awaitNotification = eventKind<WebMailVisit>("owa/await", (world, visit, at) => {
  const session = sessionOf(world, visit, `await/${visit.n}`);
  if (session === null || at >= visit.endsAt) return;
  const { browser, draws } = session;
  const sent = browser.send(at, notification(world, visit, draws.chance(1, 3) ? draws.between(3_000, 320_000) : 320_000));
  if (sent.status !== 200) return;
  world.schedule(awaitNotification, addMicros(sent.endedAt, stretchInterval(world, 20 * MICROS_PER_SECOND)), { ...visit, n: visit.n + 1 });
});

/** A tab that was left open asks once more, long after its session ended: 440. */
const touchForgottenTab = eventKind<WebMailVisit>("owa/forgotten-tab", (world, visit, at) => {
  sessionOf(world, visit, "forgotten")?.browser.send(at, notification(world, visit, 0));
});

export const WEB_MAIL_KINDS = [openWebMail, openOptions, workInWebMail, awaitNotification, touchForgottenTab];

/** Exchange 2010: namespaces and events of one handler, where later versions have a service with actions. */
function isOldWebMail(world: World, { personKey }: WebMailVisit): boolean {
  const person = world.estate.peopleByKey.get(personKey);
  return person !== undefined && !hasTwoSites(serverOf(world, person));
}

const OLD_CALLS: Readonly<Record<string, string>> = {
  CreateItem: "EditMessage&ev=Send",
  GetItem: "ReadMessage&ev=Load",
  UpdateItem: "EditMessage&ev=AutoSave",
};

function oldCall(action: string): { readonly stem: string; readonly query: string } {
  return { stem: "/owa/ev.owa", query: `oeh=1&ns=${OLD_CALLS[action] ?? "MsgVLV2&ev=LoadFresh"}` };
}

function notification(world: World, visit: WebMailVisit, holdMs: number): Parameters<FormsSession["send"]>[1] {
  if (isOldWebMail(world, visit))
    return { stem: "/owa/ev.owa", query: "oeh=1&ns=PendingRequest&ev=FinishNotificationRequest&UA=0", holdMs };
  return {
    stem: "/owa/ev.owa2",
    query: `ns=PendingRequest&ev=FinishNotificationRequest&UA=0&cid=${connectionOf(visit)}&ClientId=${visit.clientId}`,
    holdMs,
  };
}

/** The page's own id for its notification channel. */
function connectionOf({ name }: WebMailVisit): string {
  return guidV4Of(hash128(0, name));
}

function sessionOf(
  world: World,
  visit: WebMailVisit,
  occasion: string,
): { browser: FormsSession; draws: ReturnType<World["stream"]> } | null {
  const person = world.estate.peopleByKey.get(visit.personKey);
  if (person === undefined) return null;
  const draws = world.stream(`${visit.name}/${occasion}`);
  const cause = ordinaryCause(`people/${person.key}`);
  return { browser: new FormsSession(world, person, { draws, cause }, visit.clientIp, visit.cookie), draws };
}

/** From home in the evening, or from the office's common address by day. */
export function planWebMail(world: World, person: Person, name: string, at: SimTime, minutes: number, clientIp: string): void {
  if (at < world.now) return;
  const endsAt = addMicros(at, minutes * MICROS_PER_MINUTE);
  world.schedule(openWebMail, at, { personKey: person.key, name, clientIp, endsAt, cookie: "", clientId: "", n: 0 });
}
