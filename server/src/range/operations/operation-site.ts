import type { RandomStream } from "../../base/random-stream.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import type { ExchangeServer, Person } from "../estate/estate.ts";
import type { Outage } from "../exchange/outages.ts";
import type { World } from "../kernel/world.ts";

/** Where, when and by whom an operation is done. */
export interface Site {
  readonly world: World;
  readonly server: ExchangeServer;
  readonly at: SimTime;
  readonly draws: RandomStream;
  readonly cause: Cause;
  /** Null in a company that has nobody for it: then it happens without a trace of a person. */
  readonly administrator: Person | null;
  /** The interruption that it brings; null for none. */
  readonly outage: Outage | null;
}
