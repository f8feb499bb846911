import { addMicros, MICROS_PER_MINUTE, MICROS_PER_SECOND, type SimTime } from "../../base/sim-time.ts";
import type { Person } from "../estate/estate.ts";
import { eventKind } from "../kernel/event-kind.ts";
import type { World } from "../kernel/world.ts";
import { recordAccountCreated, recordAccountDisabled } from "../windows/accounts.ts";
import { signInToController } from "./administrator/directory-console.ts";
import { ordinaryCause } from "./cause.ts";

type Change = { readonly personKey: string; readonly change: "made" | "closed" };

/** An administrator makes the account of somebody who joins, or closes that of somebody who has left, on a domain controller. */
const changeAccount = eventKind<Change>("people/account", (world, { personKey, change }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  const [controller] = world.estate.domainControllers;
  const administrator = world.estate.people.find(({ isAdministrator }) => isAdministrator);
  if (person === undefined || controller === undefined || administrator === undefined) return;
  const draws = world.stream(`people/${personKey}/account/${change}`);
  const cause = ordinaryCause(`people/${administrator.key}`);
  const { subject, follows } = signInToController(world, controller, administrator, { at, cause, draws });
  const doneAt = addMicros(at, draws.between(20, 110) * MICROS_PER_SECOND);
  if (change === "made") recordAccountCreated(world, controller, doneAt, follows, subject, person.account);
  else recordAccountDisabled(world, controller, doneAt, follows, subject, person.account);
});

export const PERSONNEL_KINDS = [changeAccount];

/** Accounts are made the afternoon before the first day and closed on the morning of the first workday after the last. */
export function schedulePersonnel(world: World): void {
  const { calendar, window, estate } = world;
  let lastWorkday: string | null = null;
  for (let day = calendar.dayOf(window.historyStart); day.start < window.exerciseEnd; day = calendar.nextDay(day)) {
    const tomorrow = calendar.nextDay(day).date;
    const isMorningAfter = ({ leavesOn }: Person): boolean => day.kind === "workday" && leavesOn !== null && leavesOn === lastWorkday;
    for (const person of estate.people) {
      if (person.joinsOn === tomorrow) planChange(world, person, calendar.atHour(day, 15), "made");
      if (isMorningAfter(person)) planChange(world, person, calendar.atHour(day, 8.5), "closed");
    }
    if (day.kind === "workday") lastWorkday = day.date;
  }
}

/** Within three hours. */
function planChange(world: World, { key }: Person, from: SimTime, change: Change["change"]): void {
  const draws = world.stream(`people/${key}/personnel`);
  const at = addMicros(from, draws.between(0, 170) * MICROS_PER_MINUTE + draws.below(MICROS_PER_MINUTE));
  if (at >= world.window.historyStart) world.schedule(changeAccount, at, { personKey: key, change });
}
