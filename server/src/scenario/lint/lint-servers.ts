import type { CastFile } from "../files/cast-file.ts";
import type { FindingList } from "../finding-list.ts";
import type { LintContext } from "./lint-context.ts";

/** Groups have members that can belong together, and only a balancer balances. */
export function lintServers({ files, findings }: LintContext): void {
  if (files.cast === null) return;
  const { source, data } = files.cast;
  for (const [i, host] of data.hosts.entries()) {
    if (host.balancing !== undefined && host.kind !== "load-balancer") {
      const message = `\`${host.role}\` is a ${host.kind}, which balances nothing.`;
      const fix = "Move `balancing` to a host of kind `load-balancer`.";
      findings.error(source.file, source.placeOf(["hosts", i, "balancing"]), "cast-balancing-elsewhere", message, fix);
    }
    lintMember(data, i, (code, message, fix) =>
      findings.error(source.file, source.placeOf(["hosts", i, "exchange", "availabilityGroup"]), code, message, fix),
    );
  }
}

type Report = (...args: Parameters<FindingList["error"]> extends [unknown, unknown, ...infer Rest] ? Rest : never) => void;

function lintMember({ hosts }: CastFile, index: number, report: Report): void {
  const exchange = hosts[index]?.exchange;
  const group = exchange?.availabilityGroup;
  if (exchange === undefined || group === undefined) return;
  const others = hosts.filter((host, other) => other !== index && host.exchange?.availabilityGroup === group);
  if (others.length === 0)
    report("cast-group-alone", `\`${group}\` has one member only.`, "Give another Exchange server the same group, or take it out.");
  const first = hosts.find((host) => host.exchange?.availabilityGroup === group)?.exchange;
  if (first !== undefined && first.product !== exchange.product) {
    const message = `\`${group}\` has servers of Exchange ${first.product} and ${exchange.product}.`;
    report("cast-group-mixed", message, "Members of one group are of one version of Exchange: make two groups.");
  }
}
