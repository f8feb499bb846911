import { hash32 } from "../../base/hash.ts";
import type { SimTime } from "../../base/sim-time.ts";
import { isInternetAddress } from "../../range/network/internet-address.ts";
import { isInside } from "../../range/estate/addresses.ts";
import type { Firewall } from "../log.ts";
import type { Passage } from "./passage.ts";
import { isTunnelEvent, tunnelEventOf, tunnelPairs, type TunnelEventKind } from "./tunnel-event.ts";

/** One line of the firewall: of the session when it ended, of the site that it was for when it began, or of a tunnel that came and went. */
export interface FirewallLine {
  readonly kind: "traffic" | "web-filter" | TunnelEventKind;
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
  if (isTunnelEvent(kind)) return tunnelEventOf(kind);
  if (isLocal(passage)) return { id: "00014", name: `traffic:local ${passage.action}`, severity: passage.action === "deny" ? "4" : "3" };
  return { id: "00013", name: `traffic:forward ${passage.action}`, severity: "3" };
}

export function actionOf({ kind, passage }: FirewallLine): string {
  if (isTunnelEvent(kind)) return kind;
  return kind === "web-filter" ? "passthrough" : passage.action;
}

export function categoryOf({ kind, passage }: FirewallLine): string {
  if (isTunnelEvent(kind)) return "event:vpn";
  if (kind === "web-filter") return "utm:webfilter";
  return isLocal(passage) ? "traffic:local" : "traffic:forward";
}

/** Meant for the firewall itself: refused, or let in by its VPN. */
function isLocal({ action, tunnel }: Passage): boolean {
  return action === "deny" || tunnel !== undefined;
}

/** The workspace's own three words for it. */
export function simplifiedActionOf({ passage }: FirewallLine): string {
  if (passage.action === "deny") return "Deny";
  return passage.action.endsWith("-rst") ? "Reset" : "Allow";
}

export function inboundInterface({ passage, firewall }: FirewallLine): string {
  if (isInternetAddress(passage.sourceIp)) return "wan1";
  return isInside(passage.sourceIp, firewall.vpnPool === "" ? [] : [firewall.vpnPool]) ? "ssl.root" : insideInterface(passage.sourceIp);
}

export function outboundInterface({ passage }: FirewallLine): string {
  if (isLocal(passage)) return "root";
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
  const [subtype, level] = levelOf(line);
  const head = [
    `FTNTFGTlogid=${logNumberOf(line)}`,
    `FTNTFGTsubtype=${subtype}`,
    ...(kind === "web-filter" ? ["FTNTFGTeventtype=ftgd_allow"] : []),
    `FTNTFGTlevel=${level}`,
    "FTNTFGTvd=root",
    `FTNTFGTeventtime=${Math.floor(at / 1_000_000)}`,
  ];
  if (isTunnelEvent(kind))
    return [...head, ...(passage.tunnel === undefined ? [] : tunnelPairs(kind, passage.tunnel, passage, line.sessionNumber))].join(";");
  const pairs = [
    ...head,
    `FTNTFGTsrcintfrole=${isOut ? "lan" : "wan"}`,
    `FTNTFGTdstintfrole=${isLocal(passage) ? "undefined" : isOut ? "wan" : "dmz"}`,
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

function levelOf({ kind, passage }: FirewallLine): readonly [subtype: string, level: string] {
  if (isTunnelEvent(kind)) return ["vpn", "information"];
  if (kind === "web-filter") return ["webfilter", "notice"];
  return [isLocal(passage) ? "local" : "forward", passage.action === "deny" ? "warning" : "notice"];
}

function logNumberOf({ kind, passage }: FirewallLine): string {
  if (isTunnelEvent(kind)) return `01010${tunnelEventOf(kind).id}`;
  if (kind === "web-filter") return "0317013312";
  return isLocal(passage) ? "0001000014" : "0000000013";
}

function policyOf(passage: Passage): number {
  const { sourceIp, destinationIp, destinationPort } = passage;
  if (isLocal(passage)) return 0;
  if (!isInternetAddress(sourceIp) && !isInternetAddress(destinationIp)) return 21;
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
