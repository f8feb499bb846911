import type { SimTime } from "../../base/sim-time.ts";
import type { Cause, ExchangeBuild, ProcessRef } from "../activity.ts";
import type { ExchangeServer } from "../estate/estate.ts";
import type { World } from "../kernel/world.ts";
import { recordFileChange } from "../windows/files.ts";
import type { AppPool } from "./applications.ts";
import { exchangeStateOf } from "./front-end.ts";

/** What defenders do to a server. Later requests are answered, and logged, differently. */

/** A security update replaces the build; nothing that was planted before goes away by it. */
export function installUpdate(world: World, server: ExchangeServer, build: ExchangeBuild): void {
  exchangeStateOf(world, server).build = build;
}

/** Connections from the network (CIDR) are refused before the server sees them. */
export function blockNetwork(world: World, server: ExchangeServer, network: string): void {
  const { blockedNetworks } = exchangeStateOf(world, server);
  if (!blockedNetworks.includes(network)) blockedNetworks.push(network);
}

/** Removes a file below a web root. @returns whether there was one. */
export function deleteWebFile(
  world: World,
  server: ExchangeServer,
  path: string,
  occasion: { at: SimTime; cause: Cause; process: ProcessRef },
): boolean {
  const { files } = exchangeStateOf(world, server);
  const file = files[path.toLowerCase()];
  if (file === undefined) return false;
  const { at, cause, process } = occasion;
  recordFileChange(world, server.host, at, cause, {
    change: "deleted",
    path: file.path,
    size: file.size,
    sha1: file.sha1,
    sha256: file.sha256,
    md5: file.md5,
    process,
  });
  delete files[path.toLowerCase()];
  return true;
}

export function setPoolStopped(world: World, server: ExchangeServer, pool: AppPool, isStopped: boolean): void {
  exchangeStateOf(world, server).pools[pool].isStopped = isStopped;
}

/** Everybody who only knows the old password is refused from now on. */
export function changePassword(world: World, accountName: string): void {
  world.state.passwordVersions[accountName] = (world.state.passwordVersions[accountName] ?? 0) + 1;
}
