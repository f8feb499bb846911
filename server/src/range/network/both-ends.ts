import type { RandomStream } from "../../base/random-stream.ts";
import { addMicros, type SimTime } from "../../base/sim-time.ts";
import type { Cause, HostRef, NetworkConnection, ProcessRef } from "../activity.ts";
import type { World } from "../kernel/world.ts";

export interface ConnectionEnd {
  readonly host: HostRef;
  readonly process: ProcessRef;
}

export interface InsideConnection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** On which the other side listens. */
  readonly port: number;
  readonly protocol?: NetworkConnection["protocol"];
  readonly at: SimTime;
  readonly cause: Cause;
  readonly draws: RandomStream;
}

/** A connection between two machines of the company's: both have a sensor, and both see it, with the same two ports. */
export function connectInside(world: World, { from, to, port, protocol = "Tcp", at, cause, draws }: InsideConnection): void {
  const ephemeral = draws.between(49_152, 65_535);
  const see = (own: ConnectionEnd, other: HostRef, isOut: boolean): void => {
    world.emit({
      kind: "network-connection",
      id: world.claimId(cause),
      at: isOut ? at : addMicros(at, draws.between(200, 1_500)),
      host: own.host,
      cause,
      direction: isOut ? "outbound" : "inbound",
      outcome: "success",
      localIp: own.host.ip,
      localPort: isOut ? ephemeral : port,
      remoteIp: other.ip,
      remotePort: isOut ? port : ephemeral,
      remoteName: isOut ? other.fqdn.toLowerCase() : "",
      protocol,
      traffic: null,
      process: own.process,
    });
  };
  see(from, to.host, true);
  see(to, from.host, false);
}
