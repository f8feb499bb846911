import { addMicros, MICROS_PER_SECOND } from "../../../base/sim-time.ts";
import { recordLogon } from "../../windows/logons.ts";
import { recordFileChange } from "../../windows/files.ts";
import { imageOf, servicesProcess, systemProcess } from "../../windows/processes.ts";
import { recordServiceInstalled, recordServiceState } from "../../windows/services.ts";
import { asLocalSystem, runTool, SYSTEM32 } from "../../windows/tool.ts";
import { computerAccountOf } from "../../windows/logons.ts";
import type { PerformanceContext, Technique } from "../technique.ts";
import type { World } from "../../kernel/world.ts";
import { HOST_PARAMETER } from "../parameters.ts";
import { textOf, textParameter } from "../tool-technique.ts";

const IMAGE = "C:\\Windows\\PSEXESVC.exe";

/** From the mail server to another host: a network logon, a file over the administrative share, a service, a process below it. */
export const lateralService: Technique = {
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
    const session = recordLogon(world, {
      host: target,
      account,
      at,
      cause,
      draws,
      logonType: 3,
      package: "Kerberos",
      workstation: "-",
      sourceIp: server.host.ip,
      process: null,
      isElevated: true,
      durationMicros: draws.between(8, 90) * MICROS_PER_SECOND,
    });
    const follows = { ...cause, parentId: session.activityId };
    copyOverShare(world, { ...context, cause: follows }, target, session.logonId);
    const installedAt = addMicros(at, 410_000);
    const service = {
      name: "PSEXESVC",
      imagePath: "%SystemRoot%\\PSEXESVC.exe",
      startType: "demand start",
      accountName: "LocalSystem",
    } as const;
    recordServiceInstalled(world, target, installedAt, follows, { account, logonId: session.logonId }, service);
    recordServiceState(world, target, addMicros(installedAt, 60_000), follows, "PSEXESVC", "running");
    const occasion = { world, host: target, cause: follows, draws, ...asLocalSystem(world), currentDirectory: "C:\\Windows\\system32\\" };
    const helper = runTool(
      { ...occasion, at: addMicros(installedAt, 90_000), parent: servicesProcess(world, target) },
      { path: IMAGE, line: IMAGE, runsMs: 9_000 },
    );
    const command = textOf(context, "command", "whoami");
    const shell = { path: `${SYSTEM32}\\cmd.exe`, line: `"cmd" /c ${command}`, runsMs: 2_600 };
    runTool({ ...occasion, at: addMicros(installedAt, 400_000), cause: helper.cause, parent: helper.process }, shell);
  },
};

function copyOverShare(
  world: World,
  { server, at, cause }: PerformanceContext,
  target: Parameters<typeof imageOf>[0],
  logonId: string,
): void {
  const account = computerAccountOf(world, server.host);
  const common = { host: target, cause, account, logonId, sourceIp: server.host.ip, sourcePort: 51_877 } as const;
  const share = { kind: "share-accessed", share: "\\\\*\\ADMIN$", localPath: "\\??\\C:\\Windows", accessMask: "0x2" } as const;
  world.emit({ ...share, ...common, id: world.claimId(cause), at: addMicros(at, 120_000), relativePath: null });
  world.emit({ ...share, ...common, id: world.claimId(cause), at: addMicros(at, 180_000), relativePath: "PSEXESVC.exe" });
  const file = { change: "created", path: IMAGE, ...imageOf(target, IMAGE), process: systemProcess(world, target) } as const;
  recordFileChange(world, target, addMicros(at, 230_000), cause, file);
}
