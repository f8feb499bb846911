import type { RandomStream } from "../../base/random-stream.ts";
import { hostIn, parseNetwork } from "./addresses.ts";
import type { OutlookClient, Phone } from "./estate.ts";
import { drawGuid, hex32 } from "./identity.ts";

/** Update waves: most run last month's build, some lag. */
const OUTLOOK_BUILDS = [
  { build: "16.0.13628", weight: 9 },
  { build: "16.0.13530", weight: 4 },
  { build: "16.0.12527", weight: 3 },
  { build: "16.0.4266", weight: 2 },
] as const;

const CHROME_VERSIONS = ["88.0.4324.182", "88.0.4324.190", "88.0.4324.150", "87.0.4280.141"] as const;

const PHONES = [
  { deviceType: "iPhone", userAgents: ["Apple-iPhone12C1/1804.70", "Apple-iPhone12C8/1804.52", "Apple-iPhone10C4/1803.90"], weight: 6 },
  { deviceType: "SamsungDevice", userAgents: ["Android-SAMSUNG-SM-G973F/101.110003", "Android-SAMSUNG-SM-A515F/101.100003"], weight: 4 },
  { deviceType: "Outlook", userAgents: ["Outlook-iOS-Android/1.0"], weight: 3 },
] as const;

export function drawOutlook(draws: RandomStream): OutlookClient {
  const wave = OUTLOOK_BUILDS[draws.weighted(OUTLOOK_BUILDS.map(({ weight }) => weight))] ?? OUTLOOK_BUILDS[0];
  return {
    userAgent: `Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook ${wave.build}; Pro)`,
    clientInfoId: drawGuid(draws).toUpperCase(),
  };
}

export function drawBrowser(draws: RandomStream): string {
  const engine = "AppleWebKit/537.36 (KHTML, like Gecko)";
  const chrome = draws.pick(CHROME_VERSIONS);
  switch (draws.weighted([6, 3, 2])) {
    case 0:
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine} Chrome/${chrome} Safari/537.36`;
    case 1:
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${engine} Chrome/${chrome} Safari/537.36 Edg/88.0.705.${draws.pick([68, 74, 81])}`;
    default:
      return `Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:${draws.pick([85, 86])}.0) Gecko/20100101 Firefox/${draws.pick([85, 86])}.0`;
  }
}

/** Mobile carriers hand out addresses of these pools; a phone changes its address every few hours. */
const CARRIER_NETWORKS = ["198.18.40.0/22", "198.18.64.0/22"] as const;

export function drawPhone(draws: RandomStream, hasStalePassword: boolean): Phone {
  const model = PHONES[draws.weighted(PHONES.map(({ weight }) => weight))] ?? PHONES[0];
  const isApple = model.deviceType === "iPhone";
  const hex = [draws.uint32(), draws.uint32(), draws.uint32(), draws.uint32()].map(hex32).join("").toUpperCase();
  return {
    deviceId: isApple ? hex.slice(0, 26) : hex,
    clientId: drawGuid(draws).replaceAll("-", "").toUpperCase(),
    deviceType: model.deviceType,
    userAgent: draws.pick(model.userAgents),
    networks: CARRIER_NETWORKS,
    heartbeatSeconds: isApple ? draws.pick([470, 590, 900]) : draws.pick([480, 1190, 1680]),
    hasStalePassword,
  };
}

export function drawHomeIp(draws: RandomStream): string {
  const network = parseNetwork("198.18.128.0/17");
  return hostIn(network, draws.between(1, network.length - 2));
}
