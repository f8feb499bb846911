import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_HOUR, MICROS_PER_MS, type SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { hasTwoSites } from "../exchange/applications.ts";
import { drawStranger } from "../estate/strangers.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import type { World } from "../kernel/world.ts";
import { knockAtRelay } from "../mail/relay.ts";
import { recordKnock, type SmtpPeer } from "../mail/smtp-session.ts";
import { ordinaryCause } from "../people/cause.ts";
import { recordApplicationEvent } from "../windows/application-events.ts";
import { recordPreauthFailure } from "../windows/domain-controller.ts";
import { recordFailedLogon } from "../windows/logons.ts";
import { serviceProcess } from "../windows/standing-processes.ts";

interface Occasion {
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** Scanners of mail servers, and rented machines that try passwords there. */
const KNOCKING_NETWORKS = ["198.18.16.0/22", "198.51.100.192/27"] as const;
const TYPICAL_PAUSE = Math.floor(MICROS_PER_HOUR / 11);

const TRIED_NAMES = ["info", "scanner", "sales", "test", "admin", "office", "noreply", "support", "copier"] as const;

/** Port 25 is open to everybody: banner readers, and AUTH LOGIN for names that are everywhere, always refused. */
export const knockAtMail = eventKind<{ readonly n: number }>("internet/smtp-knock", (world, { n }, at) => {
  const draws = world.stream(`internet/smtp/${n}`);
  const pause = stretchInterval(world, draws.between(Math.floor(TYPICAL_PAUSE / 5), TYPICAL_PAUSE * 2));
  world.schedule(knockAtMail, addMicros(at, pause), { n: n + 1 });
  const { exchangeServers, loadBalancer } = world.estate;
  // Behind a balancer each connection is another server's.
  const server = loadBalancer === null ? exchangeServers[0] : draws.pick(exchangeServers);
  if (server === undefined) return;
  const ip = drawStranger(draws, KNOCKING_NETWORKS, world.scenario);
  const isGuess = draws.chance(1, 3);
  const peer: SmtpPeer = { ip, port: draws.between(1_025, 65_535), name: `[${ip}]`, isEncrypted: isGuess && draws.chance(1, 2) };
  const occasion = {
    at: addMicros(at, draws.between(isGuess ? 8_000 : 100, 20_000) * MICROS_PER_MS),
    cause: ordinaryCause("internet/smtp"),
    draws,
  };
  const relay = world.estate.mailRelay;
  if (relay !== null) {
    knockAtRelay(world, relay, { ...occasion, at }, { ip, port: peer.port, isGuess });
    return;
  }
  const name = isGuess ? draws.pick(TRIED_NAMES) : "";
  recordKnock(world, server, occasion, peer, isGuess ? `${name}@${world.estate.organisation.domain}` : "");
  if (!isGuess) return;
  refuseLogon(world, server, occasion, name);
  warnOfRefusal(world, server, occasion, ip);
});

/** 1035: the front end's transport says of each whom it refused (source: Microsoft's documentation of the event and release notes of 2013). */
function warnOfRefusal(world: World, server: ExchangeServer, { at, cause, draws }: Occasion, ip: string): void {
  const connector = hasTwoSites(server) ? `Default Frontend ${server.host.name}` : `Default ${server.host.name}`;
  recordApplicationEvent(world, server.host, addMicros(at, -draws.between(2, 40) * MICROS_PER_MS), cause, {
    provider: hasTwoSites(server) ? "MSExchangeFrontEndTransport" : "MSExchangeTransport",
    eventId: 1035,
    level: 3,
    strings: ["LogonDenied", connector, "Login", ip],
    message:
      `Inbound authentication failed with error LogonDenied for Receive connector ${connector}. The authentication mechanism is Login. ` +
      `The source IP address of the client who tried to authenticate to Microsoft Exchange is [${ip}].`,
  });
}

/** The front-end transport service asks Windows, and Windows asks the domain. */
function refuseLogon(world: World, server: ExchangeServer, { at, cause, draws }: Occasion, accountName: string): void {
  const path = `${server.installPath}\\Bin\\MSExchangeFrontendTransport.exe`;
  const asked = addMicros(at, -draws.between(40, 900) * MICROS_PER_MS);
  const parentId = recordFailedLogon(world, {
    at: asked,
    host: server.host,
    cause,
    accountName,
    accountDomain: world.estate.organisation.domain,
    logonType: 8,
    package: "Negotiate",
    reason: "no-such-user",
    workstation: server.host.name,
    sourceIp: "-",
    sourcePort: 0,
    process: serviceProcess(world, server.host, { path, commandLine: `"${path}"` }),
  });
  const follows: Cause = { ...cause, parentId };
  recordPreauthFailure(world, { at: asked, cause: follows, draws, account: null, accountName, clientIp: server.host.ip });
}
