import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { Person } from "../estate/estate.ts";
import { formatExchangeBuild } from "../estate/exchange-build.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { exchangeStateOf, handleRequest } from "../exchange/front-end.ts";
import { describeRequest, type ClientRequest, type Response } from "../exchange/request.ts";
import type { World } from "../kernel/world.ts";
import { serverOf } from "./mailbox-server.ts";

export interface FormsOccasion {
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
}

/** A browser at work on `/owa` or `/ecp`: logs on by form, then sends what it is told to. */
export class FormsSession {
  readonly #world: World;
  readonly #person: Person;
  readonly #draws: RandomStream;
  readonly #cause: Cause;
  readonly #clientIp: string;
  #cookie: string;

  constructor(world: World, person: Person, { draws, cause }: Omit<FormsOccasion, "at">, clientIp: string, cookie = "") {
    this.#world = world;
    this.#person = person;
    this.#draws = draws;
    this.#cause = cause;
    this.#clientIp = clientIp;
    this.#cookie = cookie;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** From the first redirect to the mailbox or panel; `mistypes` says how often the password goes wrong before. */
  logOn(at: SimTime, application: "owa" | "ecp", mistypes: number): SimTime {
    const { mailHost } = this.#world.estate.site;
    const query = `replaceCurrent=1&url=https%3a%2f%2f${mailHost}%2f${application}%2f`;
    let next = this.send(at, { stem: `/${application}/` }).endedAt;
    next = this.send(this.#soon(next), { stem: "/owa/auth/logon.aspx", query }).endedAt;
    next = this.#loadAssets(next, 6);
    for (let attempt = 0; attempt <= mistypes; attempt++) {
      const typedAt = addMicros(next, this.#draws.between(3_000, 16_000) * MICROS_PER_MS);
      const answered = this.#postForm(typedAt, query, attempt < mistypes);
      next = answered.endedAt;
      if (attempt < mistypes)
        next = this.send(this.#soon(next), { stem: "/owa/auth/logon.aspx", query: `replaceCurrent=1&reason=2&${query.slice(17)}` }).endedAt;
    }
    const ready = this.send(this.#soon(next), { stem: `/${application}/` }).endedAt;
    // The suite's links go through a page of their own, so that it is asked for often and by everybody.
    const isNew = hasTwoSites(serverOf(this.#world, this.#person));
    if (application === "ecp" || !this.#draws.chance(1, 3) || !isNew) return ready;
    return this.send(this.#soon(ready), { stem: "/owa/auth/RedirSuiteServiceProxy.aspx", query: "source=owa" }).endedAt;
  }

  logOff(at: SimTime): void {
    const { endedAt } = this.send(at, { stem: "/owa/logoff.owa" });
    this.send(this.#soon(endedAt), { stem: "/owa/auth/logoff.aspx", query: "Cmd=logoff&src=exch" });
  }

  send(at: SimTime, details: Partial<ClientRequest>): Response {
    const request = describeRequest({
      at,
      cause: this.#cause,
      draws: this.#draws,
      clientIp: this.#clientIp,
      userAgent: this.#person.browserUserAgent,
      host: this.#world.estate.site.mailHost,
      stem: "/owa/",
      mailbox: this.#person.mailbox,
      cookie: this.#cookie,
      ...details,
    });
    const response = handleRequest(this.#world, serverOf(this.#world, this.#person), request);
    if (response.setCookie !== "") this.#cookie = response.setCookie;
    return response;
  }

  #postForm(at: SimTime, query: string, isMistyped: boolean): Response {
    const { account } = this.#person;
    const current = this.#world.state.passwordVersions[account.name] ?? 0;
    return this.send(at, {
      method: "POST",
      stem: "/owa/auth.owa",
      referer: `https://${this.#world.estate.site.mailHost}/owa/auth/logon.aspx?${query}`,
      // The form carries the address that was asked for before, deep link and all.
      bodyBytes: this.#draws.between(150, this.#draws.chance(1, 3) ? 210 : 980),
      credentials: {
        kind: "password",
        name: `${account.domain}\\${account.name}`,
        account,
        passwordVersion: isMistyped ? -1 : current,
        isTokenCached: false,
      },
    });
  }

  /** Scripts, styles and pictures: IIS serves them without the proxy. */
  #loadAssets(at: SimTime, count: number): SimTime {
    const server = serverOf(this.#world, this.#person);
    const { build } = exchangeStateOf(this.#world, server);
    const folder = hasTwoSites(server) ? `/owa/auth/${build.major}.${build.minor}.${build.build}` : `/owa/${formatExchangeBuild(build)}`;
    let next = at;
    for (const name of ASSETS.slice(0, count))
      next = this.send(addMicros(next, this.#draws.between(2_000, 40_000)), { stem: `${folder}/${name}` }).endedAt;
    return next;
  }

  #soon(at: SimTime): SimTime {
    return addMicros(at, this.#draws.between(15_000, 160_000));
  }
}

const ASSETS = [
  "scripts/premium/flogon.js",
  "themes/resources/segoeui-regular.ttf",
  "themes/resources/segoeui-semilight.ttf",
  "themes/resources/favicon.ico",
  "themes/resources/olk_logo_white.png",
  "themes/resources/owa_text_blue.png",
] as const;
