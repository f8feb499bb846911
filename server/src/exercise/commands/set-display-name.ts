import type { Actor, Person } from "../../state/person.ts";
import { requirePerson } from "../access.ts";
import { act } from "../act.ts";
import type { Lab } from "../lab.ts";

export function setDisplayName(lab: Lab, actor: Actor, key: string, displayName: string): Promise<Person> {
  const person = requirePerson(actor);
  return act(
    lab,
    { key, actorId: person.id },
    async ({ people }) => {
      await people.rename(person.id, displayName);
      return { ...person, displayName };
    },
    () => [{ kind: "MemberRenamed", userId: person.id, displayName }],
  );
}
