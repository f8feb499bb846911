import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_MS, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import { drawStranger } from "../estate/strangers.ts";
import type { Person, Phone } from "../estate/estate.ts";
import { mustConfirmPolicy } from "../exchange/device-policy.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type ClientRequest, type Response } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "./cause.ts";
import { tripOn } from "../estate/whereabouts.ts";
import { serverOf } from "./mailbox-server.ts";
import { officeHours } from "./office-hours.ts";

export type PhonePayload = { readonly personKey: string; readonly n: number };

/**
 * Longest wait before a phone with the wrong password asks again, where its owner sends the question for the new one away.
 * The volume does not stretch it: a look-alike that rules are written for is there at any volume.
 */
const RETRY_MICROS = 90 * MICROS_PER_MINUTE;

/** A phone asks, waits as long as its heartbeat, fetches what came, and asks again; day and night. */
export const pingServer = eventKind<PhonePayload>("phone/ping", (world, payload, at) => {
  const person = world.estate.peopleByKey.get(payload.personKey);
  if (person?.phone == null) return;
  const { date, start } = world.calendar.dayOf(at);
  // On the last day the phone is wiped; before the first it is not there.
  if (person.leavesOn !== null && date > person.leavesOn) return;
  if (person.joinsOn !== null && date < person.joinsOn) {
    world.schedule(pingServer, addMicros(start, (24 + 9) * MICROS_PER_HOUR + Math.floor((at - start) / 24)), payload);
    return;
  }
  const draws = world.stream(`people/${person.key}/phone/${payload.n}`);
  const sender = new PhoneSender(world, person, person.phone, draws, payload.n);
  const next = person.phone.hasStalePassword ? sender.insist(at) : sender.waitAndSync(at, isAsleep(world, at));
  world.schedule(pingServer, next, { personKey: payload.personKey, n: payload.n + 1 });
});

export const PHONE_KINDS = [pingServer];

/** At night less mail arrives, so heartbeats run their full length. */
function isAsleep(world: World, at: SimTime): boolean {
  const hour = world.calendar.hourOf(at);
  return hour < 6.5 || hour > 22.5;
}

class PhoneSender {
  readonly #world: World;
  readonly #person: Person;
  readonly #phone: Phone;
  readonly #draws: RandomStream;
  readonly #n: number;

  constructor(world: World, person: Person, phone: Phone, draws: RandomStream, n: number) {
    this.#world = world;
    this.#person = person;
    this.#phone = phone;
    this.#draws = draws;
    this.#n = n;
  }

  waitAndSync(at: SimTime, isQuiet: boolean): SimTime {
    const draws = this.#draws;
    if (this.#n % 60 === 0) this.#send(at, { method: "OPTIONS", query: "", credentials: { kind: "none" } });
    const fullMs = this.#phone.heartbeatSeconds * 1000;
    const hasMail = draws.chance(isQuiet ? 1 : 5, 10);
    const holdMs = hasMail ? draws.between(6_000, fullMs) : fullMs;
    const pinged = this.#command(this.#confirmPolicy(at), "Ping", holdMs);
    let next = pinged.endedAt;
    if (hasMail) {
      next = this.#command(addMicros(next, draws.between(120, 900) * MICROS_PER_MS), "Sync", 0).endedAt;
      if (draws.chance(1, 6)) next = this.#command(addMicros(next, draws.between(300, 4_000) * MICROS_PER_MS), "ItemOperations", 0).endedAt;
    }
    const pause = stretchInterval(this.#world, holdMs * MICROS_PER_MS) - holdMs * MICROS_PER_MS;
    return addMicros(next, pause + draws.between(200, 2_500) * MICROS_PER_MS);
  }

  /** When the server asks for it: a command is refused, the policy fetched and confirmed, the folders read again. */
  #confirmPolicy(at: SimTime): SimTime {
    if (!mustConfirmPolicy(this.#world, this.#phone.deviceId, at)) return at;
    let next = at;
    for (const command of ["Sync", "Provision", "Provision", "FolderSync"])
      next = addMicros(this.#command(next, command, 0).endedAt, this.#draws.between(90, 1_400) * MICROS_PER_MS);
    return next;
  }

  /** The password was changed, the phone was not told: 401.1 again and again, until somebody looks at it. */
  insist(at: SimTime): SimTime {
    const { endedAt } = this.#command(at, "Sync", 0);
    return addMicros(endedAt, this.#draws.between(RETRY_MICROS / 3, RETRY_MICROS) + this.#draws.below(MICROS_PER_SECOND));
  }

  #command(at: SimTime, command: string, holdMs: number): Response {
    const { deviceId, deviceType } = this.#phone;
    return this.#send(at, {
      query: `User=${this.#person.account.upn}&DeviceId=${deviceId}&DeviceType=${deviceType}&Cmd=${command}`,
      action: command,
      holdMs,
      bodyBytes: command === "Ping" ? this.#draws.between(30, 90) : this.#draws.between(90, 700),
      credentials: {
        kind: "password",
        name: this.#person.account.upn,
        account: this.#person.account,
        passwordVersion: this.#phone.hasStalePassword ? 0 : (this.#world.state.passwordVersions[this.#person.account.name] ?? 0),
        isTokenCached: this.#draws.chance(3, 4),
      },
    });
  }

  #send(at: SimTime, details: Partial<ClientRequest>): Response {
    const request = describeRequest({
      at,
      cause: ordinaryCause(`people/${this.#person.key}/phone`),
      draws: this.#draws,
      clientIp: this.#addressAt(at),
      userAgent: this.#phone.userAgent,
      method: "POST",
      host: this.#world.estate.site.mailHost,
      stem: "/Microsoft-Server-ActiveSync/default.eas",
      mailbox: this.#person.mailbox,
      clientId: this.#phone.clientId,
      ...details,
    });
    return handleRequest(this.#world, serverOf(this.#world, this.#person), request);
  }

  /** Office Wi-Fi by day, the carrier's pool otherwise; the carrier hands out another address every three hours. */
  #addressAt(at: SimTime): string {
    const hour = this.#world.calendar.hourOf(at);
    const day = this.#world.calendar.dayOf(at);
    const trip = tripOn(this.#person, day.date);
    const { start, end } = officeHours(this.#person, day);
    if (trip === null && day.kind === "workday" && hour > start && hour < end) return this.#world.estate.site.natIp;
    const lease = Math.floor(at / (3 * MICROS_PER_HOUR));
    const networks = trip?.phoneNetworks ?? this.#phone.networks;
    return drawStranger(this.#world.stream(`people/${this.#person.key}/carrier/${lease}`), networks, this.#world.scenario);
  }
}
