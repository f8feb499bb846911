import {
  isShellCommandName,
  SHELL_COMMAND_NAMES,
  SHELL_COMMANDS,
  shellTool,
  type ShellCommandName,
} from "../../exchange/shell-commands.ts";
import { choiceParameter, HOST_PARAMETER, PAGE_PARAMETER } from "../parameters.ts";
import type { Technique } from "../technique.ts";
import { requestPage, stemOfPage } from "../web-page-request.ts";

/** A POST that has a planted page run a command. Whether anything runs depends on what lies on the disk. */
export const webShellCommand: Technique = {
  lookAlike: { by: "system/chores/page-warm-up", table: "DeviceProcessEvents", column: "InitiatingProcessFileName", shows: "^w3wp\\.exe$" },
  description: {
    name: "web-shell-command",
    summary: "Has a planted page run one command from an inert list.",
    attack: ["T1505.003", "T1059.003"],
    parameters: [HOST_PARAMETER, PAGE_PARAMETER, choiceParameter("command", SHELL_COMMAND_NAMES, "What the page is asked to run.", true)],
    yields: ["ip", "url", "commandLine"],
    source: "Red Canary, March 2021 web-shell clusters; MITRE ATT&CK T1531, T1033, T1016",
  },
  decide: ({ actor, step, valueOf }) => ({
    ip: actor.ips[0] ?? "",
    url: stemOfPage({ step, valueOf }),
    commandLine: SHELL_COMMANDS[commandOf(step.parameters["command"])].line,
  }),
  perform(world, context) {
    const { draws, step, actor } = context;
    requestPage(world, context, {
      at: context.at,
      method: "POST",
      host: world.estate.site.mailHost,
      stem: stemOfPage(context),
      bodyBytes: draws.between(240, 480),
      pageOrder: { kind: "run", tool: shellTool(commandOf(step.parameters["command"])), dialect: actor.shellDialect, isDetached: false },
    });
  },
};

function commandOf(value: unknown): ShellCommandName {
  return isShellCommandName(value) ? value : "whoami";
}
