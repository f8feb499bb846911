import { RandomStream } from "../../base/random-stream.ts";
import { drawStranger } from "../estate/strangers.ts";
import type { World } from "../kernel/world.ts";

/** Something that people open, or that a page of theirs loads on the way. */
export interface WebSite {
  readonly name: string;
  readonly port: 443 | 80;
  /** Of what is fetched without encryption: below which path, and what comes. */
  readonly plain: { readonly path: string; readonly contentType: string } | null;
}

const secure = (name: string): WebSite => ({ name, port: 443, plain: null });
const plain = (name: string, path: string, contentType: string): WebSite => ({ name, port: 80, plain: { path, contentType } });

/** What people go to, the most popular first. */
export const PAGES: readonly WebSite[] = [
  "www.seekwell.example",
  "login.cloudsuite.example",
  "docs.cloudsuite.example",
  "www.dailyherald.example",
  "maps.wayfinder.example",
  "www.weathernow.example",
  "www.wikiworld.example",
  "portal.officeplus.example",
  "track.quickpost.example",
  "www.railtimes.example",
  "banking.northgate.example",
  "translate.lingua.example",
  "files.sharebox.example",
  "mail.freepost.example",
  "www.fullmatch.example",
  "forum.tradetalk.example",
  "watch.clipdeck.example",
  "www.workfinder.example",
  "tax.gov.example",
  "www.recipebox.example",
].map(secure);

/** What pages load from elsewhere: letters, advertisements, counters, pictures. */
export const ASSETS: readonly WebSite[] = [
  "fonts.webtype.example",
  "cdn.seekwell.example",
  "tags.admesh.example",
  "sync.admesh.example",
  "metrics.pagecount.example",
  "consent.cookiebar.example",
  "static.dailyherald.example",
  "img.clipdeck.example",
  "api.cloudsuite.example",
  "js.codehost.example",
].map(secure);

/** What the system itself fetches while a browser works: whether a certificate is still good. */
export const CERTIFICATE_CHECKS: readonly WebSite[] = [
  plain("ocsp.trustmark.example", "/status", "application/ocsp-response"),
  plain("crl.trustmark.example", "/trustmark-tls-ca2.crl", "application/pkix-crl"),
  plain("ctl.rootlist.example", "/disallowedcert.cab", "application/vnd.ms-cab-compressed"),
];

const SITE_NETWORKS = ["198.18.48.0/20"];

/** A site keeps its address for as long as a world lasts. */
export function addressOfSite(world: World, { name }: WebSite): string {
  return drawStranger(RandomStream.named(world.seed, `network/web-site/${name}`), SITE_NETWORKS, world.scenario);
}
