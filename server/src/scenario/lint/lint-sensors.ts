import { AUDIT_SUBCATEGORIES } from "../../base/audit-subcategories.ts";
import { parseSimTime } from "../../base/sim-time.ts";
import { parseDuration } from "../duration.ts";
import type { ScenarioFile } from "../files/scenario-file.ts";
import { suggestName } from "../nearest-name.ts";
import type { LintContext } from "./lint-context.ts";

type Sensor = NonNullable<ScenarioFile["sensors"]>[number];
type Report = (path: readonly string[], code: string, message: string, fix: string | null) => void;

/** Everything that a host sends, as one setting. */
const ALL_LOGS = "*";

/** Sensors of hosts and logs that exist, with times that make sense. */
export function lintSensors(context: LintContext): void {
  const { files, findings } = context;
  if (files.scenario === null) return;
  const { source, data } = files.scenario;
  for (const [i, sensor] of (data.sensors ?? []).entries()) {
    const report: Report = (path, code, message, fix) =>
      findings.error(source.file, source.placeOf(["sensors", i, ...path]), code, message, fix);
    lintHost(context, sensor, report);
    lintLog(context, sensor, report);
    lintTimes(sensor, report);
  }
}

function lintHost({ files }: LintContext, sensor: Sensor, report: Report): void {
  const hosts = files.cast?.data.hosts ?? null;
  const host = hosts?.find(({ role }) => role === sensor.host);
  if (hosts !== null && host === undefined) {
    const roles = hosts.map(({ role }) => role);
    report(["host"], "sensor-unknown-host", `\`${sensor.host}\` is not a host role in the cast.`, suggestName(sensor.host, roles));
  }
  if (sensor.clockOffsetMs === undefined) return;
  if (sensor.log !== ALL_LOGS) {
    const message = `\`${sensor.log}\` cannot have a clock of its own.`;
    report(["clockOffsetMs"], "sensor-clock-of-one-log", message, 'Write `log: "*"`: all logs of a host follow its one clock.');
  } else if (host?.kind === "exchange") {
    const message = `The clock of \`${sensor.host}\` is the measure of all others.`;
    report(["clockOffsetMs"], "sensor-clock-of-exchange", message, "Set the other hosts' clocks against it.");
  }
}

function lintLog({ tables }: LintContext, sensor: Sensor, report: Report): void {
  if (sensor.log === ALL_LOGS) return;
  const [table = ""] = sensor.log.split("/", 1);
  if (tables !== null && !tables.includes(table)) {
    report(["log"], "sensor-unknown-log", `There is no log \`${sensor.log}\`.`, suggestName(table, tables));
    return;
  }
  const part = sensor.log.slice(table.length + 1);
  const subcategories = Object.values(AUDIT_SUBCATEGORIES);
  if (table === "SecurityEvent" && part !== "" && !subcategories.includes(part)) {
    const message = `\`${part}\` is not a subcategory of the audit policy.`;
    report(["log"], "sensor-unknown-audit", message, suggestName(part, subcategories) ?? "Spell it as `auditpol` does.");
  }
}

function lintTimes({ delay, gaps }: Sensor, report: Report): void {
  if (delay !== undefined && (parseDuration(delay.min) ?? 0) > (parseDuration(delay.max) ?? 0))
    report(["delay"], "sensor-bad-delay", "`min` is longer than `max`.", "Swap the two.");
  for (const { from, to } of gaps ?? []) {
    if (parseSimTime(from) >= parseSimTime(to)) report(["gaps"], "sensor-bad-gap", "A gap ends before it begins.", "Swap `from` and `to`.");
  }
}
