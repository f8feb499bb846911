import { toolConnects } from "../../windows/tool-acts.ts";
import { POWERSHELL } from "../../windows/tool.ts";
import { endpointOf, urlOf } from "../actor-habits.ts";
import { encodeInertText } from "../inert-encoding.ts";
import { choiceParameter, chosen } from "../parameters.ts";
import { toolTechnique } from "../tool-technique.ts";

const KINDS = ["one-liner", "one-liner-encoded", "powercat"] as const;

/** PowerShell opens a connection outwards and waits for orders. What it would run is withheld; the words that rules look for remain. */
export const powershellRemoteShell = toolTechnique({
  name: "powershell-remote-shell",
  lookAlike: {
    by: "system/chores/agent-update",
    table: "DeviceNetworkEvents",
    column: "InitiatingProcessFileName",
    shows: "^powershell\\.exe$",
  },
  summary: "PowerShell connects outwards as a remote shell (the published one-liner, the same encoded, or powercat).",
  attack: ["T1059.001", "T1571", "T1105"],
  parameters: [choiceParameter("kind", KINDS, "Which of the three published shapes.", true)],
  source: "Microsoft-365-Defender-Hunting-Queries reverse-shell-nishang(-base64), powercat-download",
  tools(_world, { step, actor, draws }) {
    const c2 = endpointOf(actor, "c2");
    const lines = {
      "one-liner": `powershell -nop -c "# inert training text: Net.Sockets.TCPClient('${c2.ip}',${c2.port}), stream and iex withheld"`,
      "one-liner-encoded": `powershell.exe -nop -e ${encodeInertText("$ tcpclient, invoke and iex are only named here")}`,
      powercat: `powershell -nop -c "# inert training text, connection of powercat -c ${c2.ip} withheld" ${urlOf(endpointOf(actor, "download"), "/powercat.ps1")}`,
    };
    const kind = chosen(step.parameters["kind"], KINDS, "one-liner");
    return [{ path: POWERSHELL, line: lines[kind], runsMs: draws.between(9_000, 40_000), acts: (tool) => toolConnects(tool, c2) }];
  },
});
