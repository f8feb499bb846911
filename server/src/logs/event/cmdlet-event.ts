import type { CmdletRun, ProcessRef } from "../../range/activity.ts";
import type { SensorContext } from "../log.ts";
import { isExchange2010 } from "../since-2013.ts";
import type { ChannelEvent } from "./event-data.ts";

/**
 * Admin audit in channel `MSExchange Management`: 1 for success, 6 for failure, 27 unnamed strings. "suceeded" is how the
 * product spells it, and inner quotes of parameters are not escaped.
 */
export function cmdletEvent(run: CmdletRun, context: SensorContext): ChannelEvent {
  const parameters = cmdletParameters(run);
  const isFailed = run.error !== "";
  if (isExchange2010(run.host)) return event2010(run, context);
  const { domain, domainController } = context.organisation;
  const controller = domainController;
  const scope =
    `View Entire Forest: 'False', Default Scope: '${domain}', Configuration Domain Controller: '${controller}', ` +
    `Preferred Global Catalog: '${controller}', Preferred Domain Controllers: '{ ${controller} }'`;
  return {
    ...frameOf(run),
    values: [
      run.cmdlet,
      parameters,
      run.callerCanonicalName,
      run.caller.sid,
      run.caller.sid,
      run.hostApplication,
      `${run.process.pid} ${processName(run.process)}`,
      "",
      String(10 + context.draw(run, "thread", 180)),
      elapsedText(run.elapsedMs, context.draw(run, "elapsed", 10_000)),
      scope,
      run.error,
      isFailed ? "8" : "",
      "",
      isFailed ? "NonLocalizedException" : "",
      "",
      "",
      "False",
      "",
      "0 objects execution has been proxied to remote server.",
      "",
      "",
      "0",
      `ActivityId: ${run.activityId}`,
      "ServicePlan:;IsAdmin:True;",
      "",
      "en-US",
    ],
    message: `Cmdlet ${isFailed ? "failed" : "suceeded"}. Cmdlet ${run.cmdlet}, parameters ${parameters}.`,
  };
}

/** What every edition of the product has alike. */
function frameOf({ error }: CmdletRun): Pick<ChannelEvent, "channel" | "provider" | "eventId" | "level" | "names" | "user"> {
  const [eventId, level] = error === "" ? [1, 4] : [6, 2];
  return { channel: "MSExchange Management", provider: "MSExchange CmdletLogs", eventId, level, names: null, user: "N/A" };
}

/** Fourteen strings, and parameters as a bag: `{Identity=DAG1, Confirm=False}`. Source: events of Exchange 2010 of 2012. */
function event2010(run: CmdletRun, context: SensorContext): ChannelEvent {
  const bag = `{${run.parameters.map(({ name, value }) => `${name}=${value}`).join(", ")}}`;
  const isFailed = run.error !== "";
  return {
    ...frameOf(run),
    values: [
      run.cmdlet,
      bag,
      run.callerCanonicalName,
      run.hostApplication,
      String(run.process.pid),
      "",
      String(10 + context.draw(run, "thread", 180)),
      elapsedText(run.elapsedMs, context.draw(run, "elapsed", 10_000)),
      `View Entire Forest: 'False', Default Scope: '${context.organisation.domain}'`,
      run.error,
      isFailed ? "8" : "",
      "",
      "False",
      "",
    ],
    message: `Cmdlet ${isFailed ? "failed" : "suceeded"}. Cmdlet ${run.cmdlet}, parameters ${bag}.`,
  };
}

/** `-Name "value"`, inner quotes not escaped. */
export function cmdletParameters(run: CmdletRun): string {
  return run.parameters.map(({ name, value }) => `-${name} "${value}"`).join(" ");
}

/** `w3wp#MSExchangePowerShellAppPool`; a process that is no worker has no pool. */
export function processName({ fileName, commandLine }: ProcessRef): string {
  const name = fileName.replace(/\.exe$/i, "");
  const pool = /-ap "([^"]+)"/.exec(commandLine)?.[1];
  return pool === undefined ? name : `${name}#${pool}`;
}

/** `00:00:00.0590082`: a .NET time span, seven digits. */
function elapsedText(elapsedMs: number, subMilliTicks: number): string {
  const seconds = Math.floor(elapsedMs / 1000);
  const part = (value: number, width = 2): string => String(value).padStart(width, "0");
  const clock = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  return `${clock}.${part(elapsedMs % 1000, 3)}${part(subMilliTicks, 4)}`;
}
