import type { Activity } from "../../range/activity.ts";
import type { SensorContext } from "../log.ts";
import { lookUpsOf } from "../names/look-up.ts";

/** A question to the directory that the sensor on a controller names. */
export interface DirectoryQuery {
  readonly actionType: "SAMR query" | "LDAP query" | "DNS query";
  readonly protocol: "Samr" | "Ldap" | "Dns";
  readonly port: number;
  readonly queryType: string;
  readonly target: string;
  readonly query: string;
}

interface Asked {
  readonly pattern: RegExp;
  readonly describe: (object: string) => Pick<DirectoryQuery, "actionType" | "queryType" | "target" | "query">;
}

const SAMR_PORT = 445;
const LDAP_PORT = 389;
const DNS_PORT = 53;

/** Programs that ask the domain, by the command line of the one that does the work. */
const ASKING: readonly Asked[] = [
  {
    pattern: /\bnet1 +group +(?:"([^"]+)"|([^"/ ]+)).*\/do/i,
    describe: (object) => ({ actionType: "SAMR query", queryType: "QueryGroup", target: object, query: "SamrQueryInformationGroup" }),
  },
  {
    pattern: /\bnet1 +group +\/do/i,
    describe: () => ({ actionType: "SAMR query", queryType: "EnumerateGroups", target: "", query: "SamrEnumerateGroupsInDomain" }),
  },
  {
    pattern: /\bnet1 +user +(?:"([^"]+)"|([^"/ ]+)).*\/do/i,
    describe: (object) => ({ actionType: "SAMR query", queryType: "QueryUser", target: object, query: "SamrQueryInformationUser" }),
  },
  {
    pattern: /\bnet1 +user +\/do/i,
    describe: () => ({ actionType: "SAMR query", queryType: "EnumerateUsers", target: "", query: "SamrEnumerateUsersInDomain" }),
  },
  {
    pattern: /\bdsquery(?:\.exe)?"? +server/i,
    describe: () => ({ actionType: "LDAP query", queryType: "AllDomainControllers", target: "Sites", query: "(objectCategory=server)" }),
  },
  {
    pattern: /\bdsquery(?:\.exe)?"? +(user|computer|group)/i,
    describe: (object) => ({ actionType: "LDAP query", queryType: `All${object}s`, target: object, query: `(objectCategory=${object})` }),
  },
  {
    pattern: /\bnltest(?:\.exe)?"? +\/(domain_trusts|dclist)/i,
    describe: (object) => ({ actionType: "LDAP query", queryType: "AllTrusts", target: object, query: "(objectClass=trustedDomain)" }),
  },
];

/** What of an activity reaches a controller as a question; empty for nearly everything. */
export function directoryQueriesOf(activity: Activity, context: SensorContext): readonly DirectoryQuery[] {
  if (activity.kind === "process-started") {
    const { commandLine } = activity.process;
    for (const { pattern, describe } of ASKING) {
      const match = pattern.exec(commandLine);
      if (match === null) continue;
      const asked = describe(match[1] ?? match[2] ?? "");
      const isSamr = asked.actionType === "SAMR query";
      return [{ ...asked, protocol: isSamr ? "Samr" : "Ldap", port: isSamr ? SAMR_PORT : LDAP_PORT }];
    }
    return [];
  }
  return lookUpsOf(activity, context)
    .filter(({ isRegistration, type }) => !isRegistration && type !== "PTR")
    .map(({ name, type }) => ({ actionType: "DNS query", protocol: "Dns", port: DNS_PORT, queryType: type, target: name, query: name }));
}
