import { hash32 } from "../../base/hash.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import { formatExchangeBuild } from "../estate/exchange-build.ts";
import { describeFile, type WebFile } from "./web-file.ts";

/** What setup puts into `FrontEnd\HttpProxy\owa\auth`; everything else there wants an explanation. */
export const NATIVE_OWA_AUTH_PAGES = [
  "errorFE.aspx",
  "ExpiredPassword.aspx",
  "frowny.aspx",
  "GetIdToken.htm",
  "logoff.aspx",
  "logon.aspx",
  "OutlookCN.aspx",
  "RedirSuiteServiceProxy.aspx",
  "signout.aspx",
] as const;

export const NATIVE_ECP_AUTH_PAGES = ["TimeoutLogout.aspx"] as const;

export function nativePages(server: ExchangeServer): WebFile[] {
  const build = formatExchangeBuild(server.build);
  const describe = (path: string): WebFile => describeFile(path, 800 + (hash32(0, `size/${path}`) % 14_000), `${build}${path}`);
  return [
    ...NATIVE_OWA_AUTH_PAGES.map((name) => describe(`${owaAuthFolder(server)}\\${name}`)),
    ...NATIVE_ECP_AUTH_PAGES.map((name) => describe(`${server.installPath}\\FrontEnd\\HttpProxy\\ecp\\auth\\${name}`)),
  ];
}

export function owaAuthFolder(server: ExchangeServer): string {
  return `${server.installPath}\\FrontEnd\\HttpProxy\\owa\\auth`;
}
