import type { SimTime } from "../../base/sim-time.ts";
import type { AccountRef, Cause, HostRef, WindowsEventLogged } from "../activity.ts";
import type { World } from "../kernel/world.ts";

export interface EventText {
  readonly provider: string;
  readonly eventId: number;
  readonly level: WindowsEventLogged["level"];
  readonly strings: readonly string[];
  readonly message: string;
  readonly account?: AccountRef;
}

/** A classic provider writes to the Application channel. */
export function recordApplicationEvent(world: World, host: HostRef, at: SimTime, cause: Cause, text: EventText): number {
  return recordEvent(world, host, at, cause, { ...text, channel: "Application", named: null });
}

/** A classic provider with a channel of its own, such as `Directory Service`. */
export function recordClassicEvent(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  text: EventText & { readonly channel: string },
): number {
  return recordEvent(world, host, at, cause, { ...text, named: null });
}

/** A manifest provider writes named data to its channel. */
export function recordManifestEvent(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  text: Omit<EventText, "strings"> & { readonly channel: string; readonly named: Readonly<Record<string, string>> },
): number {
  const named = Object.entries(text.named).map(([name, value]) => ({ name, value }));
  return recordEvent(world, host, at, cause, { ...text, strings: [], named });
}

function recordEvent(
  world: World,
  host: HostRef,
  at: SimTime,
  cause: Cause,
  text: EventText & Pick<WindowsEventLogged, "channel" | "named">,
): number {
  const id = world.claimId(cause);
  world.emit({
    kind: "windows-event",
    id,
    at,
    host,
    cause,
    channel: text.channel,
    provider: text.provider,
    eventId: text.eventId,
    level: text.level,
    named: text.named,
    strings: text.strings,
    message: text.message,
    account: text.account ?? null,
  });
  return id;
}
