import type { ReceivedInject } from "../../contract/index.ts";
import type { SimTime } from "../base/sim-time.ts";
import type { TeamId } from "../state/ids.ts";
import type { PlannedInjectRecord } from "../state/inject.ts";
import { presentSimTime, type RenderText } from "./instant.ts";

/** Whether a team may know of the inject: it has been sent, to them or to everybody. */
export function hasReceived(inject: PlannedInjectRecord, teamId: TeamId): inject is PlannedInjectRecord & { readonly sentAt: SimTime } {
  return inject.status === "sent" && inject.sentAt !== null && (inject.teamId === null || inject.teamId === teamId);
}

/** An inject as its receivers see it: nothing of what the facilitator expects of them. */
export function presentReceivedInject(
  inject: PlannedInjectRecord & { readonly sentAt: SimTime },
  teamId: TeamId,
  render: RenderText,
): ReceivedInject {
  return {
    id: inject.id,
    sentAt: presentSimTime(inject.sentAt),
    channel: inject.channel,
    from: render(inject.from),
    subject: render(inject.subject),
    body: render(inject.body),
    isAcknowledged: inject.acknowledgedBy.includes(teamId),
  };
}
