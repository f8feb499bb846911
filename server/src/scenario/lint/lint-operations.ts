import { MICROS_PER_DAY, MICROS_PER_MINUTE, parseSimTime } from "../../base/sim-time.ts";
import { compareBuilds } from "../../range/exchange/patch-level.ts";
import { parseExchangeBuild } from "../../range/estate/exchange-build.ts";
import type { CastFile } from "../files/cast-file.ts";
import type { OperationPart } from "../files/operation-part.ts";
import { suggestName } from "../nearest-name.ts";
import { faultOf } from "./lint-builds.ts";
import type { LintContext } from "./lint-context.ts";

type Report = (path: readonly (string | number)[], code: string, message: string, fix: string) => void;

/** Operations happen within the logs, to servers that the cast has, in ways that those servers allow. */
export function lintOperations({ files, findings }: LintContext): void {
  if (files.scenario === null || files.cast === null) return;
  const { source, data } = files.scenario;
  const start = parseSimTime(data.window.exerciseStart);
  const from = start - data.window.historyDays * MICROS_PER_DAY;
  const until = start + data.window.exerciseMinutes * MICROS_PER_MINUTE;
  const standing = new Map(files.cast.data.hosts.map((host) => [host.role, host.exchange?.build ?? ""]));
  for (const [i, operation] of (data.operations ?? []).entries()) {
    const report: Report = (path, code, message, fix) =>
      findings.error(source.file, source.placeOf(["operations", i, ...path]), code, message, fix);
    const at = parseSimTime(operation.at);
    if (at < from || at >= until)
      report(["at"], "operation-outside-window", `${operation.at} lies outside the logs.`, "Choose an instant within them.");
    lintServer(files.cast.data, operation, standing, report);
  }
}

function lintServer(cast: CastFile, operation: OperationPart, standing: Map<string, string>, report: Report): void {
  const servers = cast.hosts.filter(({ exchange }) => exchange !== undefined);
  const server = servers.find(({ role }) => role === operation.host);
  if (server?.exchange === undefined) {
    const roles = servers.map(({ role }) => role);
    const fix = suggestName(operation.host, roles) ?? "Name an Exchange server.";
    report(["host"], "operation-unknown-host", `\`${operation.host}\` is not an Exchange server of the cast.`, fix);
    return;
  }
  if (operation.do === "install-update") lintUpdate(server.exchange.product, operation, standing, report);
  if (operation.do === "mitigate" && operation.measures.includes("stop-voice-mail") && server.exchange.product === "2019") {
    const message = "Exchange 2019 has no Unified Messaging to stop.";
    report(["measures"], "operation-not-there", message, "Leave `stop-voice-mail` out.");
  }
  if (operation.do === "mitigate" && server.exchange.product === "2010") {
    const message = "The measures of March 2021 are for Exchange 2013 and later.";
    report(["host"], "operation-not-there", message, "Choose another server.");
  }
  if (operation.do !== "move-databases" && operation.do !== "lose-node") return;
  const group = server.exchange.availabilityGroup;
  const peers = servers.filter((other) => other !== server && group !== undefined && other.exchange?.availabilityGroup === group);
  if (peers.length === 0) {
    const fix = "Give it and another server an `availabilityGroup`.";
    report(["host"], "operation-without-group", `No other server holds copies of the databases of \`${operation.host}\`.`, fix);
  } else if (operation.do === "move-databases" && operation.to !== undefined && !peers.some(({ role }) => role === operation.to)) {
    const message = `\`${operation.to}\` holds no copies of the databases of \`${operation.host}\`.`;
    report(
      ["to"],
      "operation-unknown-target",
      message,
      suggestName(
        operation.to,
        peers.map(({ role }) => role),
      ) ?? "Leave it out.",
    );
  }
}

function lintUpdate(
  product: string,
  operation: Extract<OperationPart, { do: "install-update" }>,
  standing: Map<string, string>,
  report: Report,
): void {
  const fault = faultOf(product, operation.build, parseSimTime(operation.at));
  if (fault !== null) {
    report(["build"], "operation-impossible-build", fault.message, fault.fix);
    return;
  }
  const before = standing.get(operation.host) ?? "";
  if (before !== "" && compareBuilds(parseExchangeBuild(operation.build), parseExchangeBuild(before)) <= 0) {
    const message = `\`${operation.host}\` already stands at \`${before}\` then.`;
    report(["build"], "operation-no-update", message, "Choose a later build.");
  }
  standing.set(operation.host, operation.build);
}
