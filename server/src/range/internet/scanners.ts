import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MS, parseSimTime, type SimTime } from "../../base/sim-time.ts";
import { drawStranger } from "../estate/strangers.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordManifestEvent } from "../windows/application-events.ts";

const SCANNER_NETWORKS = ["192.0.2.128/25", "198.18.200.0/21", "198.18.224.0/20"] as const;

/** From this day on everybody looked for servers that could be reached from outside (public disclosure, 2 March 2021). */
const DISCLOSURE = parseSimTime("2021-03-02T18:00:00Z");

interface ScannerHabit {
  readonly name: string;
  readonly weight: number;
  readonly agents: readonly string[];
  readonly paths: readonly string[];
  readonly method: "GET" | "HEAD" | "POST";
  /** Requests per visit. */
  readonly visits: readonly [number, number];
}

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.150 Safari/537.36";

/** What crude tools of strangers have called themselves for years; lists of agents to look for name them (Azure-Sentinel, UseragentExploitPentest). */
const OLD_CLAIMS = [
  "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
  "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.0; Trident/4.0)",
  "Mozilla/5.0",
];

const HABITS: readonly ScannerHabit[] = [
  { name: "banner", weight: 7, agents: ["Mozilla/5.0 zgrab/0.x"], paths: ["/", "/owa/auth/logon.aspx"], method: "GET", visits: [1, 2] },
  {
    name: "census",
    weight: 4,
    agents: [
      "Mozilla/5.0 (compatible; InternetCensus/1.1; +https://census.example/about)",
      "Mozilla/5.0 (compatible; SurveyBot/2.3; +https://survey.example)",
    ],
    paths: ["/", "/robots.txt", "/owa/", "/favicon.ico"],
    method: "GET",
    visits: [1, 4],
  },
  { name: "head", weight: 3, agents: ["", "curl/7.68.0", "Go-http-client/1.1"], paths: ["/", "/owa/"], method: "HEAD", visits: [1, 1] },
  {
    name: "leftovers",
    weight: 5,
    agents: [CHROME, "python-requests/2.24.0", "Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Firefox/78.0", ...OLD_CLAIMS],
    paths: [
      "/.env",
      "/wp-login.php",
      "/.git/config",
      "/phpmyadmin/",
      "/owa/admin.cfg",
      "/config.json",
      "/vendor/phpunit/",
      "/manager/html",
      "/.well-known/security.txt",
    ],
    method: "GET",
    visits: [1, 6],
  },
  {
    name: "exchange-version",
    weight: 4,
    agents: [CHROME, "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.example/book/nse.html)"],
    paths: [
      "/owa/auth/logon.aspx",
      "/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application",
      "/owa/service.svc",
      "/EWS/Exchange.asmx",
    ],
    method: "GET",
    visits: [1, 3],
  },
  {
    name: "autodiscover-json",
    weight: 2,
    agents: ["python-requests/2.25.1", "Go-http-client/1.1"],
    paths: ["/autodiscover/autodiscover.json", "/Autodiscover/Autodiscover.xml"],
    method: "GET",
    visits: [1, 2],
  },
];

export type HourPayload = { readonly hour: number };

/** Strangers of one hour: who calls, with which habit, how often. */
export const admitStrangers = eventKind<HourPayload>("internet/hour", (world, { hour }, at) => {
  world.schedule(admitStrangers, addMicros(at, MICROS_PER_HOUR), { hour: hour + 1 });
  const draws = world.stream(`internet/hour/${hour}`);
  for (let visitor = scaleCount(world, draws.between(20, 70), draws); visitor > 0; visitor--) {
    const startsAt = addMicros(at, draws.belowBig(MICROS_PER_HOUR));
    world.schedule(visitOnce, startsAt, { name: `internet/hour/${hour}/visitor/${visitor}` });
  }
  if (at < DISCLOSURE) return;
  for (let probe = scaleCount(world, draws.between(1, 10), draws); probe > 0; probe--) {
    world.schedule(probeAutodiscover, addMicros(at, draws.belowBig(MICROS_PER_HOUR)), { name: `internet/hour/${hour}/probe/${probe}` });
  }
});

const visitOnce = eventKind<{ readonly name: string }>("internet/visit", (world, { name }, at) => {
  const draws = world.stream(name);
  const habit = HABITS[draws.weighted(HABITS.map(({ weight }) => weight))] ?? HABITS[0];
  if (habit === undefined) return;
  const clientIp = drawStranger(draws, SCANNER_NETWORKS, world.scenario);
  const userAgent = draws.pick(habit.agents);
  const host = hostAsTyped(world, draws);
  let next = at;
  if (draws.chance(1, OLD_HELLO_ODDS)) offerOldCiphers(world, at, draws);
  const count = draws.between(habit.visits[0], habit.visits[1]);
  for (const stem of draws.shuffled(habit.paths).slice(0, count)) {
    next = knock(world, next, draws, { name: habit.name, clientIp, userAgent, host, stem, method: habit.method });
    next = addMicros(next, draws.between(40, 2_400) * MICROS_PER_MS);
  }
});

/** A scan for the flaw that stops at the first step, and proves nothing but curiosity. */
const probeAutodiscover = eventKind<{ readonly name: string }>("internet/probe", (world, { name }, at) => {
  const draws = world.stream(name);
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  handleRequest(
    world,
    server,
    describeRequest({
      at,
      cause: ordinaryCause("internet/researcher"),
      draws,
      clientIp: drawStranger(draws, SCANNER_NETWORKS, world.scenario),
      userAgent: draws.pick(["ExchangeServicesClient/0.0.0.0", CHROME, "python-requests/2.25.1"]),
      method: draws.chance(1, 2) ? "GET" : "POST",
      host: hostAsTyped(world, draws),
      stem: draws.pick(["/ecp/y.js", "/owa/auth/x.js", "/ecp/program.js"]),
      bodyBytes: draws.between(0, 360),
      backEndCookie: draws.pick(["localhost~1942062522", "a]@localhost:444/autodiscover/autodiscover.xml?#"]),
    }),
  );
});

export const SCANNER_KINDS = [admitStrangers, visitOnce, probeAutodiscover];

/** Scanners mostly know an address, not a name. */
function hostAsTyped(world: World, draws: RandomStream): string {
  const { natIp, mailHost, autodiscoverHost } = world.estate.site;
  return draws.pick([natIp, natIp, mailHost, autodiscoverHost]);
}

/** One scanner in so many first says hello in ciphers of long ago, to see who still answers to them. */
const OLD_HELLO_ODDS = 4;

/** The server has none of them: Schannel says so (36874) and what it told the other side (36888, handshake failure). No request comes of it. */
function offerOldCiphers(world: World, at: SimTime, draws: RandomStream): void {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  const protocol = draws.pick(["TLS 1.2", "TLS 1.2", "TLS 1.0"]);
  const cause = ordinaryCause("internet/cipher-scan");
  const said = { channel: "System", provider: "Schannel", level: 2 } as const;
  recordManifestEvent(world, server.host, at, cause, {
    ...said,
    eventId: 36_874,
    named: { Protocol: protocol },
    message:
      `An ${protocol} connection request was received from a remote client application, but none of the cipher suites supported by the client ` +
      "application are supported by the server. The TLS connection request has failed.",
  });
  recordManifestEvent(world, server.host, addMicros(at, draws.between(200, 900)), cause, {
    ...said,
    eventId: 36_888,
    named: { AlertDesc: "40", ErrorState: "1205" },
    message:
      "A fatal alert was generated and sent to the remote endpoint. This may result in termination of the connection. The TLS protocol defined " +
      "fatal error code is 40. The Windows SChannel error state is 1205.",
  });
}

interface Knock {
  readonly name: string;
  readonly clientIp: string;
  readonly userAgent: string;
  readonly host: string;
  readonly stem: string;
  readonly method: string;
}

function knock(world: World, at: SimTime, draws: RandomStream, { name, ...request }: Knock): SimTime {
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return at;
  const port = request.stem === "/" && draws.chance(1, 4) ? 80 : 443;
  return handleRequest(world, server, describeRequest({ at, cause: ordinaryCause(`internet/${name}`), draws, port, ...request })).endedAt;
}
