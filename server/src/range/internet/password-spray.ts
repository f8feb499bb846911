import { addMicros, MICROS_PER_HOUR } from "../../base/sim-time.ts";
import { drawStranger } from "../estate/strangers.ts";
import { handleRequest } from "../exchange/front-end.ts";
import { describeRequest, WRONG_PASSWORD, type ClientRequest } from "../exchange/request.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import { ordinaryCause } from "../people/cause.ts";

/** Addresses of rented machines; the same few come back. */
const SPRAY_NETWORKS = ["198.51.100.192/27"] as const;
const TYPICAL_PAUSE = Math.floor(MICROS_PER_HOUR / 9);

const GUESSED_NAMES = ["administrator", "scanner", "info", "test", "backup", "helpdesk", "reception", "sales", "it"] as const;

/** One guess every few minutes, over many names and doors: slow enough for no lockout. */
export const guessPassword = eventKind<{ readonly n: number }>("internet/guess", (world, { n }, at) => {
  const draws = world.stream(`internet/spray/${n}`);
  const pause = stretchInterval(world, draws.between(Math.floor(TYPICAL_PAUSE / 5), TYPICAL_PAUSE * 2));
  world.schedule(guessPassword, addMicros(at, pause), { n: n + 1 });
  const [server] = world.estate.exchangeServers;
  if (server === undefined) return;
  const person = draws.chance(1, 2) ? draws.pick(world.estate.people) : null;
  const { netbios } = world.estate.organisation;
  const credentials: ClientRequest["credentials"] = {
    kind: "password",
    name: `${netbios}\\${person?.account.name ?? draws.pick(GUESSED_NAMES)}`,
    account: person?.account ?? null,
    passwordVersion: WRONG_PASSWORD,
    isTokenCached: false,
  };
  const base = {
    at,
    cause: ordinaryCause("internet/spray"),
    draws,
    clientIp: drawStranger(draws, SPRAY_NETWORKS, world.scenario),
    host: world.estate.site.mailHost,
    credentials,
    method: "POST",
  };
  switch (draws.weighted([6, 2, 2])) {
    case 0:
      handleRequest(
        world,
        server,
        describeRequest({ ...base, stem: "/owa/auth.owa", userAgent: SPRAY_AGENT, bodyBytes: draws.between(140, 190) }),
      );
      return;
    case 1:
      handleRequest(
        world,
        server,
        describeRequest({ ...base, stem: "/EWS/Exchange.asmx", userAgent: "python-requests/2.22.0", bodyBytes: draws.between(400, 600) }),
      );
      return;
    default:
      handleRequest(
        world,
        server,
        describeRequest({ ...base, method: "OPTIONS", stem: "/Microsoft-Server-ActiveSync/default.eas", userAgent: SPRAY_AGENT }),
      );
  }
});

export const SPRAY_KINDS = [guessPassword];

const SPRAY_AGENT = "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0";
