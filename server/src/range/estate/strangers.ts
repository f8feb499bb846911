import type { RandomStream } from "../../base/random-stream.ts";
import type { Scenario } from "../../scenario/model.ts";
import { drawAddress, isInside } from "./addresses.ts";

const TRIES = 12;

/**
 * An address of somebody who has nothing to do with the story: never one that an actor of the scenario or the company could have, so that
 * an address alone never accuses the wrong one.
 */
export function drawStranger(
  draws: RandomStream,
  networks: readonly string[],
  { actors, cast }: Pick<Scenario, "actors" | "cast">,
): string {
  const reserved = [cast.site.publicNetwork, ...actors.flatMap((actor) => actor.networks)];
  let address = drawAddress(draws, networks);
  for (let tries = 0; tries < TRIES && isInside(address, reserved); tries++) address = drawAddress(draws, networks);
  return address;
}
