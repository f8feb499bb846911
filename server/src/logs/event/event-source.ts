import type { SimTime } from "../../base/sim-time.ts";
import type { Activity, ActivityKind, ActivityOf, WindowsEventLogged } from "../../range/activity.ts";
import { commonName, qualified } from "../account-name.ts";
import type { SensorContext } from "../log.ts";
import { cmdletEvent } from "./cmdlet-event.ts";
import type { ChannelEvent } from "./event-data.ts";
import { powerShellEnded, powerShellStarted } from "./power-shell-events.ts";
import {
  fileCreate,
  imageLoad,
  networkConnect,
  processAccess,
  processCreate,
  processTerminated,
  registryValueSet,
} from "./sysmon-events.ts";

/** `at` is by the host's clock. Null: no channel but Security records it. */
type EventSource<K extends ActivityKind> = (activity: ActivityOf<K>, at: SimTime, context: SensorContext) => ChannelEvent | null;

/** Which event an activity leaves in a channel of the `Event` table, before asking whether the host collects it. */
export const EVENT_SOURCES: { readonly [K in ActivityKind]?: EventSource<K> } = {
  "cmdlet-run": (run, _at, context) => (run.isAudited ? cmdletEvent(run, context) : null),
  "windows-event": (event) => (event.channel === "Security" ? null : asLogged(event)),
  "process-started": processCreate,
  "process-ended": processTerminated,
  "network-connection": networkConnect,
  "file-changed": fileCreate,
  "process-accessed": processAccess,
  "registry-set": registryValueSet,
  "image-loaded": imageLoad,
};

/** Every event of an activity in those channels; what its programs write of themselves comes with it. */
export function eventsOf(activity: Activity, at: SimTime, context: SensorContext): readonly ChannelEvent[] {
  const source = EVENT_SOURCES[activity.kind] as EventSource<ActivityKind> | undefined;
  const event = source?.(activity, at, context) ?? null;
  const own = event === null ? NO_EVENTS : [event];
  if (activity.kind === "process-started") return [...own, ...powerShellStarted(activity, context.draw(activity, "engine", 1_000))];
  if (activity.kind === "process-ended") return [...powerShellEnded(activity), ...own];
  return own;
}

const NO_EVENTS: readonly ChannelEvent[] = [];

function asLogged(event: WindowsEventLogged): ChannelEvent {
  return {
    channel: event.channel,
    provider: event.provider,
    eventId: event.eventId,
    level: event.level,
    names: event.named?.map((data) => data.name) ?? null,
    values: event.named?.map((data) => data.value) ?? event.strings,
    message: event.message,
    user: event.account === null ? "N/A" : qualified(commonName(event.account)),
  };
}
