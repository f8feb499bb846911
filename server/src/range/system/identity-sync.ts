import { MICROS_PER_MINUTE, MICROS_PER_MS, addMicros, type SimTime } from "../../base/sim-time.ts";
import type { RandomStream } from "../../base/random-stream.ts";
import type { CmdletRun } from "../activity.ts";
import { drawGuid } from "../estate/identity.ts";
import { recordCmdlet } from "../exchange/cmdlets.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { ordinaryCause } from "../people/cause.ts";
import { addByExchange, drawMailGroup } from "./group-upkeep.ts";
import { recordTaskRun } from "../windows/scheduled-tasks.ts";
import { during } from "../windows/tool-acts.ts";
import { POWERSHELL } from "../windows/tool.ts";

const LINE = "powershell.exe -NoProfile -Command Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn; C:\\Scripts\\Sync-Staff.ps1";

/** What the staff list says that the directory does not say yet. */
const CHANGES: readonly { readonly cmdlet: string; readonly parameter: string; readonly value: (draws: RandomStream) => string }[] = [
  { cmdlet: "Set-User", parameter: "Office", value: (draws) => `Floor ${draws.between(1, 4)}, desk ${draws.between(10, 99)}` },
  { cmdlet: "Set-User", parameter: "Phone", value: (draws) => `+44 117 496 ${draws.between(1_000, 9_999)}` },
  { cmdlet: "Set-Mailbox", parameter: "CustomAttribute1", value: (draws) => `CC-${draws.between(100, 990)}` },
  { cmdlet: "Set-MailboxRegionalConfiguration", parameter: "Language", value: () => "en-GB" },
  { cmdlet: "Update-Recipient", parameter: "Credential", value: () => "" },
];

/** In so many runs of ten nobody, one or two people come into a group. */
const NEWCOMERS = [4, 4, 2] as const;
/** The directory has been changed a moment before the cmdlet says so. */
const GONE_MICROS = 20_000;

/** Around the clock, about every hour, a script carries the staff list's changes over, as the local system and through the snap-in. */
export const syncIdentities = eventKind<{ readonly server: string; readonly n: number }>(
  "system/identity-sync",
  (world, { server: name, n }, at) => {
    const draws = world.stream(`system/identity-sync/${name}/${n}`);
    world.schedule(syncIdentities, addMicros(at, draws.between(44, 76) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE)), {
      server: name,
      n: n + 1,
    });
    const server = world.estate.exchangeServers.find(({ host }) => host.name === name);
    if (server === undefined) return;
    const cause = ordinaryCause("system/identity-sync");
    const changes = Array.from({ length: draws.between(1, 4) }, () => draws.pick(CHANGES));
    recordTaskRun(world, server.host, { at, cause, draws }, "\\Staff list", {
      path: POWERSHELL,
      line: LINE,
      runsMs: 8_000 + 2_500 * changes.length,
      acts: (tool) => {
        const { localSystem } = world.estate.system;
        let next = during(tool, 0.4);
        const run = (cmdlet: string, parameters: CmdletRun["parameters"]): SimTime => {
          const elapsedMs = draws.between(90, 1_900);
          const endsAt = addMicros(next, elapsedMs * MICROS_PER_MS);
          recordCmdlet(world, server, {
            at: endsAt,
            cause: tool.cause,
            cmdlet,
            parameters,
            caller: localSystem,
            callerCanonicalName: `${localSystem.domain}\\${localSystem.name}`,
            hostApplication: "PowerShell-SnapIn",
            clientApplication: "",
            process: tool.process,
            elapsedMs,
            activityId: drawGuid(draws),
          });
          // The script reads its next line and goes on.
          next = addMicros(endsAt, draws.between(4_000, 95_000));
          return endsAt;
        };
        for (const { cmdlet, parameter, value } of changes) run(cmdlet, parametersOf(world, draws, parameter, value(draws)));
        for (let newcomers = draws.weighted(NEWCOMERS); newcomers > 0; newcomers--) {
          const group = drawMailGroup(world, draws);
          const member = draws.pick(world.estate.people).account;
          const at = run("Add-DistributionGroupMember", [
            { name: "Identity", value: group.name },
            { name: "Member", value: member.name },
          ]);
          addByExchange(world, server.host, { group, member, at: addMicros(at, -GONE_MICROS), cause: tool.cause, draws });
        }
      },
    });
  },
);

function parametersOf(world: World, draws: RandomStream, name: string, value: string): CmdletRun["parameters"] {
  const identity = { name: "Identity", value: draws.pick(world.estate.people).account.name };
  return value === "" ? [identity] : [identity, { name, value }];
}
