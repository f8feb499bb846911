import { setDisplayName } from "../../exercise/commands/set-display-name.ts";
import { lookThroughDoor } from "../../exercise/commands/join-exercise.ts";
import { guessing } from "../../auth/entrance-plugin.ts";
import { JoinCode } from "../../../contract/index.ts";
import { refuseNotFound } from "../../exercise/refusal.ts";
import { presentJoin, presentMe } from "../../present/session.ts";
import type { Implementer, RouteDeps } from "../context.ts";

export function sessionRoutes(api: Implementer, { lab, limits }: RouteDeps) {
  return {
    me: api.session.me.handler(({ context }) => presentMe(context.actor)),
    setDisplayName: api.session.setDisplayName.handler(async ({ context, input }) => {
      const person = await setDisplayName(lab, context.actor, input.key, input.displayName);
      return presentMe({ kind: "person", person, seats: [] });
    }),
    /** Says no more of a malformed code than of an unknown one, and counts both as guesses. */
    joinPreview: api.session.joinPreview.handler(({ context, input }) =>
      guessing(limits, context.clientAddress, async () => {
        const code = JoinCode.safeParse(input.code);
        if (!code.success) throw refuseNotFound("No exercise has this code. Check it and try again.");
        const { exercise, scenarioTitle, teams, members } = await lookThroughDoor(lab, code.data);
        return presentJoin(exercise, scenarioTitle, teams, members);
      }),
    ),
  };
}
