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

const PAGES_OF_2010 = ["expiredpassword.aspx", "logoff.aspx", "logon.aspx", "error.aspx"] as const;

export const NATIVE_ECP_AUTH_PAGES = ["TimeoutLogout.aspx"] as const;

export function nativePages(server: ExchangeServer): WebFile[] {
  const build = formatExchangeBuild(server.build);
  const describe = (path: string): WebFile => describeFile(path, 800 + (hash32(0, `size/${path}`) % 14_000), `${build}${path}`);
  if (server.product === "2010") return PAGES_OF_2010.map((name) => describe(`${owaAuthFolder(server)}\\${name}`));
  return [
    ...NATIVE_OWA_AUTH_PAGES.map((name) => describe(`${owaAuthFolder(server)}\\${name}`)),
    ...NATIVE_ECP_AUTH_PAGES.map((name) => describe(`${server.installPath}\\FrontEnd\\HttpProxy\\ecp\\auth\\${name}`)),
  ];
}

export function owaAuthFolder(server: ExchangeServer): string {
  const root = server.product === "2010" ? "ClientAccess" : "FrontEnd\\HttpProxy";
  return `${server.installPath}\\${root}\\owa\\auth`;
}
