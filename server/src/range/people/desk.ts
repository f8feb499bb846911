import { addMicros, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import type { Cause } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { scaleCount } from "../kernel/volume.ts";
import { recordTicketGranting } from "../windows/domain-controller.ts";
import { computerAccountOf } from "../windows/logons.ts";
import { signInByTicket } from "../windows/ticket-sign-in.ts";
import { ordinaryCause } from "./cause.ts";

/** In the morning: tickets for the computer and its user, the policies read from the controller, a file share opened. */
export const logOnAtDesk = eventKind<{ readonly personKey: string; readonly name: string }>(
  "people/desk-logon",
  (world, { personKey, name }, at) => {
    const person = world.estate.peopleByKey.get(personKey);
    const { domainControllers } = world.estate;
    if (person === undefined || domainControllers.length === 0) return;
    const draws = world.stream(name);
    const controller = draws.pick(domainControllers);
    const { workstation, account } = person;
    const cause: Cause = ordinaryCause(`people/${personKey}`);
    const computer = computerAccountOf(world, workstation);
    recordTicketGranting(world, { at, cause, draws, account: computer, clientIp: workstation.ip });
    recordTicketGranting(world, {
      at: addMicros(at, draws.between(2, 30) * MICROS_PER_SECOND),
      cause,
      draws,
      account,
      clientIp: workstation.ip,
    });
    const visits = [
      { host: controller, account: computer },
      { host: controller, account },
      ...world.estate.hosts.filter(({ role }) => role === "member-server").map((host) => ({ host, account })),
    ];
    for (const { host, account: visitor } of visits) {
      for (let count = 1 + scaleCount(world, 4, draws); count > 0; count--) {
        signInByTicket(world, {
          host,
          account: visitor,
          at: addMicros(at, draws.between(30, 9 * 3_600) * MICROS_PER_SECOND),
          cause,
          draws,
          sourceIp: workstation.ip,
          isElevated: false,
          durationMicros: draws.chance(2, 3)
            ? draws.between(10 * MICROS_PER_SECOND, draws.chance(1, 6) ? 2 * MICROS_PER_HOUR : 12 * MICROS_PER_MINUTE)
            : null,
        });
      }
    }
  },
);

export const DESK_KINDS = [logOnAtDesk];
