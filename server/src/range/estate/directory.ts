import type { Directory, Restart } from "../../logs/log.ts";
import type { Estate } from "./estate.ts";

/** The estate as a product sees it that resolves addresses to machines and accounts to people. */
export function directoryOf({ hosts, people, provider }: Estate, restarts: ReadonlyMap<string, readonly Restart[]>): Directory {
  const byIp = new Map(
    hosts.map(({ ip, fqdn, role, osBuild }) => {
      const isServer = role !== "workstation";
      const platform = isServer ? (osBuild.includes(".14393.") ? "Windows Server 2016" : "Windows Server 2019") : "Windows 10";
      return [ip, { fqdn, isServer, platform }] as const;
    }),
  );
  const names = new Map([...people, ...(provider?.technicians ?? [])].map(({ account, displayName }) => [account.name, displayName]));
  return {
    hostAt: (ip) => byIp.get(ip) ?? null,
    restartsOf: (hostName) => restarts.get(hostName) ?? [],
    displayNameOf: (accountName) => names.get(accountName) ?? "",
  };
}
