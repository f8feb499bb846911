import { hash32 } from "../../base/hash.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { isInternetAddress } from "../../range/network/internet-address.ts";
import type { Firewall } from "../log.ts";
import type { Passage } from "./passage.ts";

/** One line of the firewall: of the session when it ended, or of the site that it was for when it began. */
export interface FirewallLine {
  readonly kind: "traffic" | "web-filter";
  readonly at: SimTime;
  readonly passage: Passage;
  readonly firewall: Firewall;
  readonly sessionNumber: number;
  /** Where the company's own addresses are hidden behind one: the port that the outside sees; 0 otherwise. */
  readonly translatedPort: number;
}

/** Number, name and severity of the line, as the product's log reference gives them (FortiOS 6.4). */
export function eventOf({ kind, passage }: FirewallLine): { readonly id: string; readonly name: string; readonly severity: string } {
  if (kind === "web-filter") return { id: "13312", name: "utm:webfilter ftgd_allow passthrough", severity: "3" };
  if (passage.action === "deny") return { id: "00014", name: "traffic:local deny", severity: "4" };
  return { id: "00013", name: `traffic:forward ${passage.action}`, severity: "3" };
}

export function actionOf({ kind, passage }: FirewallLine): string {
  return kind === "web-filter" ? "passthrough" : passage.action;
}

/** The workspace's own three words for it. */
export function simplifiedActionOf({ passage }: FirewallLine): string {
  if (passage.action === "deny") return "Deny";
  return passage.action.endsWith("-rst") ? "Reset" : "Allow";
}

export function inboundInterface({ passage }: FirewallLine): string {
  return isInternetAddress(passage.sourceIp) ? "wan1" : insideInterface(passage.sourceIp);
}

export function outboundInterface({ passage }: FirewallLine): string {
  if (passage.action === "deny") return "root";
  return isInternetAddress(passage.destinationIp) ? "wan1" : insideInterface(passage.destinationIp);
}

/** Servers live in the first networks of the site, people in the later ones. */
function insideInterface(ip: string): string {
  return Number(ip.split(".")[2] ?? 0) < 10 ? "servers" : "lan";
}

/** What the format has no key for, in the product's order: `key=value;key=value`. */
export function extensionsOf(line: FirewallLine): string {
  const { passage, at, kind } = line;
  const isOut = !isInternetAddress(passage.sourceIp);
  const isDenied = passage.action === "deny";
  const [subtype, level] = kind === "web-filter" ? ["webfilter", "notice"] : isDenied ? ["local", "warning"] : ["forward", "notice"];
  const pairs = [
    `FTNTFGTlogid=${kind === "web-filter" ? "0317013312" : isDenied ? "0001000014" : "0000000013"}`,
    `FTNTFGTsubtype=${subtype}`,
    ...(kind === "web-filter" ? ["FTNTFGTeventtype=ftgd_allow"] : []),
    `FTNTFGTlevel=${level}`,
    "FTNTFGTvd=root",
    `FTNTFGTeventtime=${Math.floor(at / 1_000_000)}`,
    `FTNTFGTsrcintfrole=${isOut ? "lan" : "wan"}`,
    `FTNTFGTdstintfrole=${isDenied ? "undefined" : isOut ? "wan" : "dmz"}`,
    `FTNTFGTpolicyid=${policyOf(passage)}`,
  ];
  if (kind === "web-filter") return [...pairs, "FTNTFGTprofile=default", "FTNTFGTreqtype=direct", "FTNTFGTmethod=domain"].join(";");
  return [
    ...pairs,
    `FTNTFGTdstcountry=${countryOf(passage.destinationIp)}`,
    `FTNTFGTsrccountry=${countryOf(passage.sourceIp)}`,
    `FTNTFGTtrandisp=${line.translatedPort === 0 ? "noop" : "snat"}`,
    `FTNTFGTduration=${Math.floor(passage.durationMs / 1_000)}`,
    `FTNTFGTsentpkt=${packetsOf(passage.sentBytes, passage)}`,
    `FTNTFGTrcvdpkt=${packetsOf(passage.receivedBytes, passage)}`,
    "FTNTFGTappcat=unscanned",
  ].join(";");
}

function policyOf({ action, sourceIp, destinationPort }: Passage): number {
  if (action === "deny") return 0;
  if (isInternetAddress(sourceIp)) return destinationPort === 25 ? 14 : 12;
  return insideInterface(sourceIp) === "servers" ? 7 : 3;
}

/** Full segments, and now and then an acknowledgement without content. */
function packetsOf(bytes: number, { sentBytes, receivedBytes }: Passage): number {
  if (bytes === 0) return 0;
  return 4 + Math.ceil(bytes / 1_380) + Math.floor((sentBytes + receivedBytes - bytes) / 3_600);
}

const COUNTRIES = [
  "United States",
  "Netherlands",
  "Germany",
  "France",
  "United Kingdom",
  "Singapore",
  "Brazil",
  "Poland",
  "Canada",
] as const;

/** The product's own guess by network; documentation addresses are nowhere, so any place is as true as another. */
function countryOf(ip: string): string {
  if (!isInternetAddress(ip)) return "Reserved";
  return COUNTRIES[hash32(0, ip.slice(0, ip.lastIndexOf("."))) % COUNTRIES.length] ?? "Reserved";
}
