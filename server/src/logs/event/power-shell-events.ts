import { guidV4Of, hash128 } from "../../base/hash.ts";
import type { HostRef, ProcessEnded, ProcessRef, ProcessStarted } from "../../range/activity.ts";
import { commonName, qualified } from "../account-name.ts";
import type { ChannelEvent } from "./event-data.ts";

const CLASSIC = { channel: "Windows PowerShell", provider: "PowerShell", level: 4, names: null, user: "N/A" } as const;
const OPERATIONAL = { channel: "Microsoft-Windows-PowerShell/Operational", provider: "Microsoft-Windows-PowerShell", level: 4 } as const;

/** In the order in which an engine starts them. */
const PROVIDERS = ["Registry", "Alias", "Environment", "FileSystem", "Function", "Variable"] as const;

/** What the detail block counts; the state of the engine is told after its providers, which take every second number. */
const ENGINE_STARTED = 2 * PROVIDERS.length + 1;
const ENGINE_STOPPED = ENGINE_STARTED + 2;

/**
 * What a console of Windows PowerShell writes when it starts: the console (40961), its listener (53504), six providers (600), the engine
 * (400), and that it takes commands (40962). Shape and data as in published event files; what is typed into it is logged only where
 * somebody asked for that, which nobody did here.
 * `drawn`: any number of the start's own; it decides how long the engine takes.
 */
export function powerShellStarted({ process, host }: ProcessStarted, drawn: number): readonly ChannelEvent[] {
  if (!isPowerShell(process)) return [];
  const user = qualified(commonName(process.account));
  const ready = (70 + (drawn % 160)) * 1000;
  const told = (eventId: number, message: string, after: number, values: readonly string[] = []): ChannelEvent => ({
    ...OPERATIONAL,
    eventId,
    names: values.map((_, index) => `param${index + 1}`),
    values,
    message,
    user,
    afterMicros: after,
  });
  return [
    told(40_961, "PowerShell console is starting up", Math.floor(ready * 0.55)),
    told(
      53_504,
      `Windows PowerShell has started an IPC listening thread on process: ${process.pid} in AppDomain: DefaultAppDomain.`,
      Math.floor(ready * 0.7),
      [String(process.pid), "DefaultAppDomain"],
    ),
    ...PROVIDERS.map((name, index): ChannelEvent => {
      const block = details(process, host, [`ProviderName=${name}`, "NewProviderState=Started"], 2 * index + 1, false);
      const message = `Provider "${name}" is Started. \r\n\r\nDetails: \r\n${block}`;
      return { ...CLASSIC, eventId: 600, values: [name, "Started", block], message, afterMicros: Math.floor(ready * 0.8) + index * 190 };
    }),
    engineState(process, host, { from: "None", to: "Available", eventId: 400, sequence: ENGINE_STARTED, after: Math.floor(ready * 0.93) }),
    told(40_962, "PowerShell console is ready for user input", ready),
  ];
}

/** 403: the engine stops a little before its process is gone. */
export function powerShellEnded({ process, host }: ProcessEnded): readonly ChannelEvent[] {
  if (!isPowerShell(process)) return [];
  return [
    engineState(process, host, {
      from: "Available",
      to: "Stopped",
      eventId: 403,
      sequence: ENGINE_STOPPED,
      after: -9_000 - (process.pid % 23) * 400,
    }),
  ];
}

interface Change {
  readonly from: string;
  readonly to: string;
  readonly eventId: 400 | 403;
  readonly sequence: number;
  readonly after: number;
}

function engineState(process: ProcessRef, host: HostRef, { from, to, eventId, sequence, after }: Change): ChannelEvent {
  const block = details(process, host, [`NewEngineState=${to}`, `PreviousEngineState=${from}`], sequence, true);
  const message = `Engine state is changed from ${from} to ${to}. \r\n\r\nDetails: \r\n${block}`;
  return { ...CLASSIC, eventId, values: [to, from, block], message, afterMicros: after };
}

/** `\tKey=Value` lines. The engine has neither version nor runspace before it is there. */
function details(process: ProcessRef, host: HostRef, state: readonly string[], sequence: number, isEngineThere: boolean): string {
  const version = `5.1.${host.osBuild.split(".").slice(2).join(".")}`;
  const idOf = (part: string): string => guidV4Of(hash128(0, `${host.fqdn}/${process.pid}/${process.startedAt}/${part}`));
  const rest = ["PipelineId=", "CommandName=", "CommandType=", "ScriptName=", "CommandPath=", "CommandLine="];
  const block = [
    `HostName=ConsoleHost`,
    `HostVersion=${version}`,
    `HostId=${idOf("host")}`,
    `HostApplication=${process.commandLine}`,
    `EngineVersion=${isEngineThere ? version : ""}`,
    `RunspaceId=${isEngineThere ? idOf("runspace") : ""}`,
    ...rest,
  ];
  const lines = (all: readonly string[]): string => all.map((line) => `\t${line}`).join("\r\n");
  return `${lines(state)}\r\n\r\n${lines([`SequenceNumber=${sequence}`])}\r\n\r\n${lines(block)}`;
}

function isPowerShell({ fileName }: ProcessRef): boolean {
  return fileName.toLowerCase() === "powershell.exe";
}
