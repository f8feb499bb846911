import { addMicros, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import { groupPeersOf } from "../exchange/database-copies.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { activateElsewhere } from "./move-databases.ts";
import type { Site } from "./operation-site.ts";

/** Heartbeats that may be missing before a cluster gives a member up. */
const GIVEN_UP_AFTER = 10 * MICROS_PER_SECOND;

/** A member goes off without a word: the others throw it out and mount its databases. It starts again by itself (`bootNode`). */
export function loseNode({ world, server, at, draws, cause, outage }: Site): void {
  const peers = groupPeersOf(world, server);
  if (outage === null || peers.length === 0) return;
  const missedAt = addMicros(at, GIVEN_UP_AFTER + draws.below(900_000));
  const { host: gone } = server;
  for (const { host } of peers) {
    const message =
      `Cluster node '${gone.name}' was removed from the active failover cluster membership. The Cluster service on this node may have stopped. ` +
      "This could also be due to the node having lost communication with other active nodes in the failover cluster.";
    recordManifestEvent(world, host, addMicros(missedAt, draws.between(2_000, 400_000)), cause, {
      channel: "System",
      provider: "Microsoft-Windows-FailoverClustering",
      eventId: 1135,
      level: 1,
      named: { NodeName: gone.name },
      message,
    });
  }
  activateElsewhere(world, server, (index) => peers[index % peers.length], addMicros(missedAt, 1_700_000), cause, "failure");
}
