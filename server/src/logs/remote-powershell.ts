import { MICROS_PER_MS, addMicros } from "../base/sim-time.ts";
import type { CmdletRun } from "../range/activity.ts";
import { cmdletParameters, processName } from "./event/cmdlet-event.ts";
import fields from "./fields/rps-cmdlet.json" with { type: "json" };
import type { LogDefinition, SensorContext } from "./log.ts";
import { hourDigits, milliStamp } from "./stamp.ts";
import { buildReaders, textLog } from "./text-log.ts";

interface CmdletLine {
  readonly run: CmdletRun;
  readonly isLocal: boolean;
  readonly context: SensorContext;
}

const REMOTE_POOL = "MSExchangePowerShellAppPool";

/**
 * `Logging\CmdletInfra`: every cmdlet of remote and local shells, reading ones included. Values after real lines of 2016 CU17 and
 * CU22. Cmdlets of the control panel are in ECP's own log.
 */
export const remotePowerShellLog: LogDefinition = textLog<CmdletLine>({
  text: {
    name: "ExchangeRpsCmdlet_CL",
    doc: "Cmdlets of remote and local Exchange shells with parameters, user and duration, including those that only read.",
    blindSpot: "No client address: join ExchangeHttpProxy_CL (Protocol PowerShell, ProtocolAction <cmdlet>:Command) by user and second.",
    sample:
      'ExchangeRpsCmdlet_CL\n| where ClientApplication != "ActiveMonitor"\n| project TimeGenerated, AuthenticatedUser, Cmdlet, Parameters, ExecutionResult',
  },
  summary: ["Cmdlet", "Parameters", "AuthenticatedUser", "ExecutionResult"],
  kinds: ["cmdlet-run"],
  fields,
  readers: {
    StartTime: ({ run }, at) => milliStamp(addMicros(at, -run.elapsedMs * MICROS_PER_MS)),
    RequestId: ({ run, context }) => context.guid(run, "request"),
    ...buildReaders<CmdletLine>(({ run }) => run.host),
    ServerHostName: ({ run }) => run.host.name,
    ProcessId: ({ run }) => String(run.process.pid),
    ProcessName: ({ run }) => processName(run.process),
    ThreadId: ({ run, context }) => String(5 + context.draw(run, "thread", 120)),
    AuthenticatedUser: ({ run }) => run.caller.name,
    ExecutingUserSid: ({ run }) => run.caller.sid,
    IsAdmin: ({ run }) => (run.clientApplication === "ActiveMonitor" ? "False" : "True"),
    ClientApplication: ({ run, isLocal }) => (isLocal ? "PowerShell" : run.clientApplication),
    Cmdlet: ({ run }) => run.cmdlet,
    Parameters: ({ run }) => cmdletParameters(run),
    CmdletUniqueId: ({ run, context }) => context.guid(run, "unique"),
    RunspaceSettingsCreationHint: () => "GCRandomly",
    ADViewEntireForest: () => "False",
    ADRecipientViewRoot: ({ context }) => context.organisation.domain,
    ADConfigurationDomainControllers: controllerOf,
    ADPreferredGlobalCatalogs: controllerOf,
    ADPreferredDomainControllers: controllerOf,
    ProxiedObjectCount: () => "0",
    OutputObjectCount: outputCount,
    ParameterBinding: ({ run, context }) => (context.draw(run, "binding", 14) === 0 ? "1" : "0"),
    BeginProcessing: ({ run, context }) => share(run, 12 + context.draw(run, "begin", 30)),
    ProcessRecord: ({ run, context }) => share(run, 34 + context.draw(run, "record", 22)),
    EndProcessing: ({ run, context }) => (run.elapsedMs > 20 && context.draw(run, "end", 9) === 0 ? "1" : "0"),
    BizLogic: ({ run, context }) => share(run, 46 + context.draw(run, "logic", 40)),
    ProvisioningLayerLatency: ({ run, context }) => share(run, 4 + context.draw(run, "provisioning", 34)),
    ActivityContextLifeTime: ({ run, context }) => String(run.elapsedMs + context.draw(run, "lifetime", 22_000_000)),
    TotalTime: ({ run }) => String(run.elapsedMs),
    ErrorType: ({ run }) => (run.error === "" ? "" : "NonLocalizedException"),
    ExecutionResult: ({ run }) => (run.error === "" ? "Success" : "Error"),
    GenericLatency: ({ run, context }) =>
      `WinRMDataReceiver.LoadItemsFromNamedPipe=0;WinRMDataReceiver.Ctor=0;ExchangeRunspaceConfiguration=${20 + context.draw(run, "runspace", 30)};` +
      `TaskModuleLatency=${share(run, 9 + context.draw(run, "module", 24))};TaskModuleLatency.C=68;BizLogic.C=${11 + context.draw(run, "steps", 9)};Cmd=${run.elapsedMs};Cmd.ADC=${1 + context.draw(run, "searches", 4)};`,
    GenericInfo: senderInfo,
    GenericErrors: ({ run }) => run.error,
    NonPiiParameters: ({ run }) => cmdletParameters(run),
  },
  docs: {
    TimeGenerated: "When the cmdlet ended (DateTime)",
    Parameters: '-Name "value", inner quotes as typed',
    TotalTime: "Milliseconds, as text",
  },
  lines: (activity, context) => {
    if (activity.kind !== "cmdlet-run") return [];
    const isLocal = activity.process.fileName.toLowerCase() !== "w3wp.exe";
    if (!isLocal && !activity.process.commandLine.includes(`"${REMOTE_POOL}"`)) return [];
    return [{ host: activity.host, at: activity.at, view: { run: activity, isLocal, context } }];
  },
  fileOf: ({ isLocal }, _at, numbered) =>
    `Logging\\CmdletInfra\\${isLocal ? "LocalPowerShell" : "Powershell-Proxy"}\\Cmdlet\\Rps_Cmdlet_${numbered("web", hourDigits)}`,
  form: "quoted-proxy",
  logType: () => "Rps Cmdlet Logs",
  version: null,
});

/** Part of the time that a cmdlet took, milliseconds. */
function share({ elapsedMs }: CmdletRun, percent: number): string {
  return String(Math.floor((elapsedMs * percent) / 100));
}

/** What changes something gives nothing back; what reads, as many objects as it was asked for. */
function outputCount({ run, context }: CmdletLine): string {
  if (run.error !== "" || run.isAudited) return "0";
  const isForOne = run.parameters.some(({ name, value }) => name === "Identity" || (name === "ResultSize" && value === "1"));
  return String(isForOne ? 1 : 1 + context.draw(run, "objects", 90));
}

function controllerOf({ context }: CmdletLine): string {
  return context.organisation.domainController;
}

function senderInfo({ run, context }: CmdletLine): string {
  const { domain, domainController: controller } = context.organisation;
  const sender = `${run.caller.domain}\\${run.caller.name}`.toLowerCase();
  return (
    `PSSenderInfo=${sender};ADServerSettingsInEnd=ADViewEntireForest:False WriteShadowProperties:False WriteOriginatingChangeTimestamp:False ` +
    `ADRecipientViewRoot:${domain} ADConfigurationDomainControllers:${controller} ADPreferredGlobalCatalogs:${controller} ` +
    `ADPreferredDomainControllers:${controller} ADUserPreferredDomainControllers: ;`
  );
}
