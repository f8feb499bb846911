import { MICROS_PER_MINUTE } from "../../../base/sim-time.ts";
import { recordServiceTicket } from "../../windows/domain-controller.ts";
import { recordLogon } from "../../windows/logons.ts";
import { serviceProcess } from "../../windows/standing-processes.ts";
import { HOST_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";

/** A stolen account is used for a desktop on another host, from the mail server. */
export const lateralRemoteDesktop: Technique = {
  lookAlike: { by: "people/", table: "SecurityEvent", column: "LogonType", shows: "^10$" },
  description: {
    name: "lateral-remote-desktop",
    summary: "Opens a remote desktop on another host with somebody's account (4624 type 10 from the mail server).",
    attack: ["T1021.001", "T1078.002"],
    parameters: [
      HOST_PARAMETER,
      { name: "to", kind: "host", choices: [], isRequired: true, doc: "The host that is reached." },
      { name: "person", kind: "person", choices: [], isRequired: false, doc: "Whose account; the cast's first administrator if left out." },
    ],
    yields: ["target", "account"],
    source: "Volexity, Operation Exchange Marauder (accounts used for lateral movement)",
  },
  decide({ step, estate }) {
    const named = typeof step.parameters["person"] === "string" ? estate.peopleByRole.get(step.parameters["person"]) : undefined;
    const account = (named ?? estate.people.find(({ isAdministrator }) => isAdministrator))?.account;
    const target = estate.hostsByRole.get(String(step.parameters["to"]))?.name ?? "";
    return { target, account: account === undefined ? "" : `${account.domain}\\${account.name}` };
  },
  perform(world, { values, server, at, draws, cause }) {
    const host = world.estate.hostsByName.get(values["target"] ?? "");
    const person = world.estate.people.find(({ account }) => `${account.domain}\\${account.name}` === values["account"]);
    if (host === undefined || person === undefined) return;
    const { account } = person;
    const { logonGuid } = recordLogon(world, {
      host,
      account,
      at,
      cause,
      draws,
      logonType: 10,
      package: "Negotiate",
      workstation: host.name,
      sourceIp: server.host.ip,
      process: serviceProcess(world, host, {
        path: "C:\\Windows\\System32\\svchost.exe",
        commandLine: "C:\\Windows\\System32\\svchost.exe -k termsvcs",
      }),
      isElevated: true,
      durationMicros: draws.between(4, 40) * MICROS_PER_MINUTE,
    });
    recordServiceTicket(world, { at, cause, draws, account, serviceHost: host, clientIp: server.host.ip, logonGuid });
  },
};
