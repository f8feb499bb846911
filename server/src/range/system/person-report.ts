import { addMicros, MICROS_PER_DAY, MICROS_PER_HOUR } from "../../base/sim-time.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { PROVIDER_GROUP } from "../estate/provider.ts";
import { ordinaryCause } from "../people/cause.ts";

const EVERY_MICROS = 7 * MICROS_PER_DAY;
/** A product that reads the directory takes its time over it. */
const SPREAD_MICROS = 2 * MICROS_PER_HOUR;

/** The directory is read through once a week: a domain controller describes everybody. */
export const reportPeople = eventKind<{ readonly week: number }>("system/person-report", (world, { week }, at) => {
  const [host] = world.estate.domainControllers;
  if (host === undefined) return;
  world.schedule(reportPeople, addMicros(at, EVERY_MICROS), { week: week + 1 });
  const draws = world.stream(`system/person-report/${week}`);
  const cause = ordinaryCause("system/directory");
  const { organisation, people, provider } = world.estate;
  for (const person of people) {
    world.emit({
      kind: "person-report",
      id: world.claimId(cause),
      at: addMicros(at, draws.belowBig(SPREAD_MICROS)),
      host,
      cause,
      account: person.account,
      displayName: person.displayName,
      givenName: person.givenName,
      familyName: person.familyName,
      title: person.title,
      department: person.department,
      mailAddress: person.mailbox.address,
      distinguishedName: `CN=${person.displayName},OU=${person.department},${organisation.rootDn}`,
      groups: ["Domain Users", person.department, ...(person.isAdministrator ? ["Domain Admins", "Organization Management"] : [])],
      isAdministrator: person.isAdministrator,
      city: world.scenario.cast.site.city,
      company: organisation.name,
    });
  }
  for (const technician of provider?.technicians ?? []) {
    world.emit({
      account: technician.account,
      displayName: technician.displayName,
      givenName: technician.givenName,
      familyName: technician.familyName,
      kind: "person-report",
      id: world.claimId(cause),
      at: addMicros(at, draws.belowBig(SPREAD_MICROS)),
      host,
      cause,
      title: "Service technician",
      department: "External",
      // An account without a mailbox.
      mailAddress: "",
      distinguishedName: `CN=${technician.displayName},OU=External,${organisation.rootDn}`,
      groups: ["Domain Users", "Domain Admins", "Organization Management", PROVIDER_GROUP],
      isAdministrator: true,
      city: "",
      company: provider?.name ?? "",
    });
  }
});
