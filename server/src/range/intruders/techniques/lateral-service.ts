import { runThroughService } from "../../windows/remote-service.ts";
import { computerAccountOf } from "../../windows/logons.ts";
import type { Technique } from "../technique.ts";
import { HOST_PARAMETER } from "../parameters.ts";
import { textOf, textParameter } from "../tool-technique.ts";

/** From the mail server to another host: a network logon, a file over the administrative share, a service, a process below it. */
export const lateralService: Technique = {
  lookAlike: { by: "errand/remote-command", table: "SecurityEvent", column: "ServiceFileName", shows: "PSEXESVC\\.exe" },
  description: {
    name: "lateral-service",
    summary: "Runs a command on another host through a service that is copied there (PsExec).",
    attack: ["T1021.002", "T1569.002"],
    parameters: [
      HOST_PARAMETER,
      { name: "to", kind: "host", choices: [], isRequired: true, doc: "The host that is reached." },
      textParameter("command", "What is run there; `whoami` if left out."),
    ],
    yields: ["target"],
    source: "Volexity, Operation Exchange Marauder; SigmaHQ PsExec rules",
  },
  decide: ({ step, estate }) => ({ target: estate.hostsByRole.get(String(step.parameters["to"]))?.name ?? "" }),
  perform(world, context) {
    const { step, server, at, draws, cause } = context;
    const target = world.estate.hostsByRole.get(String(step.parameters["to"]));
    if (target === undefined) return;
    const account = computerAccountOf(world, server.host);
    const command = textOf(context, "command", "whoami");
    runThroughService(world, { target, sourceIp: server.host.ip, account, at, cause, draws, command });
  },
};
