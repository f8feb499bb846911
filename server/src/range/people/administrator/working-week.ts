import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../../base/sim-time.ts";
import type { LocalDay } from "../../estate/calendar.ts";
import type { Person } from "../../estate/estate.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import type { World } from "../../kernel/world.ts";
import { ordinaryCause } from "../cause.ts";
import { atOwnDesk } from "../../windows/visitor.ts";
import { grantAccess } from "./directory-console.ts";
import { browsePanel } from "./panel-visit.ts";
import { visitDesktop } from "./remote-desktop.ts";
import { errandsOf, runErrand } from "./errands.ts";
import { everydayLines, runShellSession } from "./management-shell.ts";

export type AdminPayload = { readonly personKey: string; readonly name: string };

const visitPanel = eventKind<AdminPayload>("admin/panel", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person !== undefined) browsePanel(world, person, { at, draws: world.stream(name), cause: ordinaryCause(`people/${personKey}`) });
});

const visitServer = eventKind<AdminPayload>("admin/remote-desktop", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  const [server] = world.estate.exchangeServers;
  if (person === undefined || server === undefined) return;
  const cause = ordinaryCause(`people/${personKey}`);
  visitDesktop(world, { visitor: atOwnDesk(person), host: server.host, at, cause, draws: world.stream(name) });
});

const useShell = eventKind<AdminPayload>("admin/shell", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person === undefined) return;
  const draws = world.stream(name);
  runShellSession(world, { visitor: atOwnDesk(person), at, draws, cause: ordinaryCause(`people/${personKey}`) }, everydayLines(draws));
});

const openConsole = eventKind<AdminPayload>("admin/directory", (world, { personKey, name }, at) => {
  const person = world.estate.peopleByKey.get(personKey);
  if (person !== undefined) grantAccess(world, person, { at, draws: world.stream(name), cause: ordinaryCause(`people/${personKey}`) });
});

export const ADMINISTRATOR_KINDS = [visitPanel, openConsole, visitServer, useShell, runErrand];

/** What an administrator does on a working day: looks into the admin centre, now and then onto the server itself. */
export function planAdministration(world: World, person: Person, day: LocalDay, start: SimTime, end: SimTime): void {
  const name = `people/${person.key}/day/${day.date}/admin`;
  const draws = world.stream(name);
  const moment = (): SimTime => addMicros(start, draws.belowBig(Math.max(1, end - start)));
  const plan = (kind: typeof visitPanel, label: string): void => {
    const at = moment();
    if (at >= world.now) world.schedule(kind, at, { personKey: person.key, name: `${name}/${label}` });
  };
  for (let visit = draws.between(0, 3); visit > 0; visit--) plan(visitPanel, `panel/${visit}`);
  for (let request = draws.between(0, 2); request > 0; request--) plan(openConsole, `directory/${request}`);
  if (draws.chance(1, 3)) plan(visitServer, "desktop");
  if (draws.chance(2, 5)) plan(useShell, "shell");
  planErrands(world, person, day, name, { start, end });
  // Once a fortnight something breaks out of hours.
  if (draws.chance(1, 10))
    world.schedule(visitServer, addMicros(end, draws.between(60, 300) * MICROS_PER_MINUTE), {
      personKey: person.key,
      name: `${name}/late`,
    });
}

/** Those of a site with several administrators are the first one's. */
function planErrands(
  world: World,
  person: Person,
  day: LocalDay,
  name: string,
  hours: { readonly start: SimTime; readonly end: SimTime },
): void {
  if (person !== world.estate.people.find(({ isAdministrator }) => isAdministrator)) return;
  for (const { errand, label, workday } of errandsOf(world, day)) {
    const span = Math.max(1, hours.end - hours.start);
    const at = addMicros(hours.start, world.stream(`${name}/${label}/when`).belowBig(span));
    if (at >= world.now) world.schedule(runErrand, at, { personKey: person.key, name: `${name}/${label}`, errand, workday });
  }
}
