import { isEvidenceColumn } from "../evidence-columns.ts";
import { MICROS_PER_DAY, parseSimTime } from "../../base/sim-time.ts";
import { suggestName } from "../nearest-name.ts";
import { type LintContext, stepIdsOf } from "./lint-context.ts";
import { lintBuilds } from "./lint-builds.ts";
import { lintOperations } from "./lint-operations.ts";
import { lintProvider } from "./lint-provider.ts";
import { lintServers } from "./lint-servers.ts";
import { lintSensors } from "./lint-sensors.ts";

/** The frame holds together: time zone, holidays, sensors, cast, and actors that somebody uses. */
export function lintFrame(context: LintContext): void {
  lintWindow(context);
  lintSensors(context);
  lintEvidence(context);
  lintCast(context);
  lintBuilds(context);
  lintServers(context);
  lintProvider(context);
  lintOperations(context);
  lintActors(context);
}

function lintWindow({ files, findings }: LintContext): void {
  if (files.scenario === null) return;
  const { source, data } = files.scenario;
  const { window } = data;
  if (!isTimeZone(window.timeZone)) {
    const message = `\`${window.timeZone}\` is not a time zone.`;
    findings.error(
      source.file,
      source.placeOf(["window", "timeZone"]),
      "window-unknown-time-zone",
      message,
      "Write an IANA name, such as `Europe/London`.",
    );
  }
  const start = parseSimTime(window.exerciseStart);
  for (const [i, day] of (window.holidays ?? []).entries()) {
    const at = parseSimTime(`${day}T12:00:00Z`);
    if (at < start + MICROS_PER_DAY && at > start - (window.historyDays + 1) * MICROS_PER_DAY) continue;
    const place = source.placeOf(["window", "holidays", i]);
    findings.warn(source.file, place, "window-idle-holiday", `${day} lies outside the logs.`, "Choose a day within the history.");
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Evidence is declared of tables and columns that the lab fills. */
function lintEvidence({ files, findings, tables, columnsOf }: LintContext): void {
  if (files.scenario === null || tables === null) return;
  const { source, data } = files.scenario;
  for (const [i, { table, columns }] of (data.evidence ?? []).entries()) {
    if (!tables.includes(table)) {
      const message = `There is no table \`${table}\`.`;
      findings.error(source.file, source.placeOf(["evidence", i, "table"]), "scenario-unknown-table", message, suggestName(table, tables));
      continue;
    }
    const known = columnsOf(table);
    for (const [j, column] of columns.entries()) {
      if (known.some((name) => isEvidenceColumn(name, column))) continue;
      const message = `\`${table}\` has no column \`${column}\`.`;
      const place = source.placeOf(["evidence", i, "columns", j]);
      findings.error(source.file, place, "scenario-unknown-column", message, suggestName(column, known));
    }
  }
}

function lintCast({ files, findings }: LintContext): void {
  if (files.cast === null) return;
  const { source, data } = files.cast;
  const departments = data.departments.map(({ name }) => name);
  for (const [i, person] of data.people.entries()) {
    if (departments.includes(person.department)) continue;
    const place = source.placeOf(["people", i, "department"]);
    const message = `\`${person.department}\` is not a department of this cast.`;
    findings.error(source.file, place, "cast-unknown-department", message, suggestName(person.department, departments));
  }
  lintSingleHosts(files.cast, findings);
  if (!data.hosts.some(({ kind, exchange }) => kind === "exchange" && exchange !== undefined)) {
    const message = "The cast has no host of kind `exchange` with its `exchange` build.";
    findings.error(
      source.file,
      source.placeOf(["hosts"]),
      "cast-without-exchange",
      message,
      "Add one; every scenario is about a mail server.",
    );
  }
}

/** One edge, one way for mail, one store, one way in for the provider: what a second one does, nobody could tell from the first's. */
function lintSingleHosts({ source, data }: NonNullable<LintContext["files"]["cast"]>, findings: LintContext["findings"]): void {
  for (const kind of ["firewall", "mail-relay", "load-balancer", "backup-server", "jump-host"] as const) {
    const places = data.hosts.flatMap((host, index) => (host.kind === kind ? [index] : []));
    for (const index of places.slice(1)) {
      const message = `The cast has more than one host of kind \`${kind}\`.`;
      findings.error(source.file, source.placeOf(["hosts", index, "kind"]), "cast-second-appliance", message, "Keep one of them.");
    }
  }
}

function lintActors({ files, findings }: LintContext): void {
  if (files.scenario === null || files.story === null || stepIdsOf(files).length === 0) return;
  const used = new Set(files.story.data.steps.map(({ actor }) => actor));
  for (const [i, actor] of files.scenario.data.actors.entries()) {
    if (used.has(actor) || !files.actors.some(({ stem }) => stem === actor)) continue;
    const place = files.scenario.source.placeOf(["actors", i]);
    findings.warn(
      files.scenario.source.file,
      place,
      "actor-without-step",
      `\`${actor}\` does nothing in this story.`,
      "Give it a step, or take it out.",
    );
  }
}
