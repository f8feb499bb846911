import type { ExchangeServer } from "../estate/estate.ts";

const WWWROOT = "C:\\inetpub\\wwwroot";

/** The file on disk that a front-end path names; virtual directories of Exchange live below its own folder. */
export function pathOfStem(server: ExchangeServer, stem: string): string {
  const relative = stem.replaceAll("/", "\\");
  if (server.product === "2010")
    return /^\/(owa|ecp)\//i.test(stem) ? `${server.installPath}\\ClientAccess${relative}` : `${WWWROOT}${relative}`;
  const proxyRoot = `${server.installPath}\\FrontEnd\\HttpProxy`;
  return /^\/(owa|ecp|oab)\//i.test(stem) ? `${proxyRoot}${relative}` : `${WWWROOT}${relative}`;
}

/** Folders that a planted page may go to, and the path under which it is then requested. */
export const WEB_FOLDERS = {
  "owa-auth": { stem: "/owa/auth/", pool: "MSExchangeOWAAppPool", application: "owa" },
  "aspnet-client": { stem: "/aspnet_client/", pool: "MSExchangeOWAAppPool", application: "root" },
  "aspnet-client-system-web": { stem: "/aspnet_client/system_web/", pool: "MSExchangeOWAAppPool", application: "root" },
} as const;
export type WebFolder = keyof typeof WEB_FOLDERS;
