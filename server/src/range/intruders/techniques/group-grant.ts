import type { AccountRef } from "../../activity.ts";
import { recordMemberAdded, type SecurityGroup } from "../../windows/accounts.ts";
import { during } from "../../windows/tool-acts.ts";
import { POWERSHELL } from "../../windows/tool.ts";
import { toolTechnique, textOf, textParameter } from "../tool-technique.ts";

/** A group of Exchange has rights over the whole directory: whoever is added to it has them too. */
export const groupGrant = toolTechnique({
  name: "group-grant",
  lookAlike: { by: "errand/new-starter", table: "SecurityEvent", column: "EventID", shows: "^4756$" },
  summary: "Adds an account to a privileged Exchange group; the controller logs the new member.",
  attack: ["T1098"],
  parameters: [
    textParameter("account", "Account that is added; `svc-monitor` if left out."),
    textParameter("group", "`Exchange Trusted Subsystem` if left out."),
  ],
  yields: ["account", "group"],
  decide: (context) => ({
    account: textOf(context, "account", "svc-monitor"),
    group: textOf(context, "group", "Exchange Trusted Subsystem"),
  }),
  source: "Volexity, Operation Exchange Marauder (rights of accounts); MITRE ATT&CK T1098",
  tools(world, { values }) {
    const { organisation, domainControllers } = world.estate;
    const name = values["account"] ?? "";
    const member: AccountRef = { sid: `${organisation.domainSid}-4107`, name, domain: organisation.netbios, upn: "" };
    const group: SecurityGroup = {
      name: values["group"] ?? "",
      sid: `${organisation.domainSid}-1119`,
      domain: organisation.netbios,
      scope: "universal",
    };
    const line = `powershell -c Add-ADGroupMember -Identity '${group.name}' -Members ${name}`;
    return [
      {
        path: POWERSHELL,
        line,
        runsMs: 3_400,
        acts: (tool) =>
          recordMemberAdded(world, domainControllers[0] ?? tool.host, during(tool, 0.8), tool.cause, tool.process, group, member),
      },
    ];
  },
});
