import { RandomStream } from "../../base/random-stream.ts";
import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Operation } from "../../scenario/operation.ts";
import type { Scenario } from "../../scenario/model.ts";
import { parseExchangeBuild } from "../estate/exchange-build.ts";
import type { Estate, ExchangeServer } from "../estate/estate.ts";
import type { PowerCut } from "../kernel/power-cuts.ts";
import { isCumulativeStep } from "./patch-level.ts";
import type { ExchangeState } from "./exchange-state.ts";

/** A time in which a server answers nobody. Plain data. */
export interface Outage {
  /** Instant of the operation that it belongs to. */
  readonly operationAt: SimTime;
  readonly from: SimTime;
  readonly until: SimTime;
  /** Mail is neither taken nor delivered either. */
  readonly stopsTransport: boolean;
  /** When the machine starts, which went off with it; null where Windows runs on. */
  readonly bootsAt: SimTime | null;
}

/** Every outage of a server that the scenario's operations bring, by time: known beforehand, so that a long poll ends when it must. */
export function outagesOf(scenario: Pick<Scenario, "operations">, estate: Estate, seed: number, server: ExchangeServer): readonly Outage[] {
  let build = server.build;
  return scenario.operations
    .filter(({ hostRole }) => estate.hostsByRole.get(hostRole) === server.host)
    .toSorted((a, b) => a.at - b.at)
    .flatMap((operation) => {
      const draws = RandomStream.named(seed, `operation/${operation.kind}/${server.host.name}/${operation.at}/outage`);
      const isCumulative = operation.kind === "install-update" && isCumulativeStep(build, parseExchangeBuild(operation.build));
      if (operation.kind === "install-update") build = parseExchangeBuild(operation.build);
      const span = spanOf(operation, isCumulative, draws);
      if (span === null) return [];
      const from = addMicros(operation.at, span.after);
      const until = addMicros(from, span.lasts);
      // Firmware and loader take the first third; from then on Windows starts what it runs.
      const bootsAt = operation.kind === "lose-node" ? addMicros(from, Math.floor(span.lasts / 3) + draws.below(4_000_000)) : null;
      return [{ operationAt: operation.at, from, until, stopsTransport: span.stopsTransport, bootsAt }];
    });
}

/** The outages in which a machine was off. */
export function powerCutsOf(scenario: Pick<Scenario, "operations">, estate: Estate, seed: number): readonly PowerCut[] {
  return estate.exchangeServers.flatMap((server) =>
    outagesOf(scenario, estate, seed, server).flatMap(({ from, bootsAt }) =>
      bootsAt === null ? [] : [{ hostName: server.host.name, ip: server.host.ip, from, bootsAt }],
    ),
  );
}

/** By NetBIOS name: when an outage made an Exchange server's logs begin anew. */
export function restartsOf(
  scenario: Pick<Scenario, "operations">,
  estate: Estate,
  seed: number,
): ReadonlyMap<string, readonly { readonly at: SimTime; readonly ofServices: boolean }[]> {
  return new Map(
    estate.exchangeServers.map((server) => [
      server.host.name,
      outagesOf(scenario, estate, seed, server).map(({ from, stopsTransport }) => ({ at: from, ofServices: stopsTransport })),
    ]),
  );
}

/** How long after an operation began, and for how long (microseconds); null for one that interrupts nothing. */
function spanOf(
  operation: Operation,
  isCumulative: boolean,
  draws: RandomStream,
): { readonly after: number; readonly lasts: number; readonly stopsTransport: boolean } | null {
  const between = (from: number, to: number, unit: number): number => from * unit + draws.belowBig((to - from) * unit);
  switch (operation.kind) {
    case "iis-reset":
      return { after: between(40, 100, MICROS_PER_SECOND), lasts: between(9, 24, MICROS_PER_SECOND), stopsTransport: false };
    case "install-update":
      return isCumulative
        ? { after: between(8, 12, MICROS_PER_MINUTE), lasts: between(52, 95, MICROS_PER_MINUTE), stopsTransport: true }
        : { after: between(4, 6, MICROS_PER_MINUTE), lasts: between(13, 27, MICROS_PER_MINUTE), stopsTransport: true };
    case "lose-node":
      return { after: 0, lasts: operation.seconds * MICROS_PER_SECOND, stopsTransport: true };
    case "mitigate":
    case "lift-mitigation":
    case "move-databases":
      return null;
  }
}

/** The outage in which this instant lies. */
export function outageAt({ outages }: Pick<ExchangeState, "outages">, at: SimTime): Outage | null {
  if (outages.length === 0) return null;
  return outages.find(({ from, until }) => from <= at && at < until) ?? null;
}

/** The first outage that begins between these instants: what was under way then does not end as it should have. */
export function outageWithin({ outages }: Pick<ExchangeState, "outages">, from: SimTime, until: SimTime): Outage | null {
  if (outages.length === 0) return null;
  return outages.find((outage) => from < outage.from && outage.from <= until) ?? null;
}

/** When mail moves again; `at` itself where nothing stops it. */
export function mailMovesAt(state: Pick<ExchangeState, "outages">, at: SimTime): SimTime {
  const outage = outageAt(state, at);
  return outage?.stopsTransport === true ? outage.until : at;
}
