import type { AccountRef } from "../../activity.ts";
import type { Estate } from "../../estate/estate.ts";
import { recordAccountCreated, recordMemberAdded, type SecurityGroup } from "../../windows/accounts.ts";
import { during } from "../../windows/tool-acts.ts";
import type { RunningTool } from "../../windows/tool.ts";
import { SYSTEM32, windowsTool, type Tool } from "../../windows/tool.ts";
import { choiceParameter } from "../parameters.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A new account with the rights of an administrator: local to the server, or of the domain. */
export const accountCreate = toolTechnique({
  name: "account-create",
  lookAlike: { by: "errand/new-starter", table: "SecurityEvent", column: "EventID", shows: "^4720$" },
  summary: "Creates an account and makes it an administrator (net user /add, net localgroup or net group).",
  attack: ["T1136.001", "T1136.002", "T1098"],
  parameters: [
    textParameter("name", "The account's name; `support1` if left out."),
    choiceParameter("scope", ["local", "domain"], "`local` to the host or of the `domain`; `local` if left out."),
  ],
  yields: ["account"],
  decide: (context) => ({ account: textOf(context, "name", "support1") }),
  source: "Volexity, Operation Exchange Marauder; MITRE ATT&CK G0125",
  tools(world, { step, values, server }) {
    const name = values["account"] ?? "";
    const isDomain = step.parameters["scope"] === "domain";
    const { organisation, domainControllers } = world.estate;
    const where = isDomain ? (domainControllers[0] ?? server.host) : null;
    const accountOn = (host: string): AccountRef => ({
      sid: isDomain ? `${organisation.domainSid}-4107` : `${organisation.domainSid.replace(/\d+$/, "1907")}-1003`,
      name,
      domain: isDomain ? organisation.netbios : host,
      upn: isDomain ? `${name}@${organisation.domain}` : "",
    });
    const group = isDomain ? 'group "Domain Admins"' : "localgroup administrators";
    const suffix = isDomain ? " /domain" : "";
    return [
      netTool(`user ${name} WITHHELD /add${suffix}`, (tool) =>
        recordAccountCreated(world, where ?? tool.host, during(tool, 0.6), tool.cause, tool.process, accountOn(tool.host.name)),
      ),
      netTool(`${group} ${name} /add${suffix}`, (tool) =>
        recordMemberAdded(
          world,
          where ?? tool.host,
          during(tool, 0.6),
          tool.cause,
          tool.process,
          isDomain ? domainAdmins(world.estate) : LOCAL_ADMINISTRATORS,
          accountOn(tool.host.name),
        ),
      ),
    ];
  },
});

const LOCAL_ADMINISTRATORS: SecurityGroup = { name: "Administrators", sid: "S-1-5-32-544", domain: "Builtin", scope: "local" };

function domainAdmins({ organisation }: Estate): SecurityGroup {
  return { name: "Domain Admins", sid: `${organisation.domainSid}-512`, domain: organisation.netbios, scope: "global" };
}

function netTool(rest: string, acts: (tool: RunningTool) => void): Tool {
  const helper = { path: `${SYSTEM32}\\net1.exe`, line: `C:\\Windows\\system32\\net1 ${rest}` };
  return windowsTool("net.exe", `net ${rest}`, 260, { helper, acts });
}
