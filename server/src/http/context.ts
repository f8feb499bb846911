import { implement } from "@orpc/server";
import type { Logger } from "pino";
import { contract } from "../../contract/index.ts";
import type { AttemptLimits } from "../auth/attempt-limits.ts";
import type { Lab } from "../exercise/lab.ts";
import type { Presence } from "../exercise/runtime/port.ts";
import type { Actor } from "../state/person.ts";
import { toContractError } from "./refusal-to-error.ts";

/** What every request brings along. */
export interface RequestContext {
  readonly actor: Actor;
  readonly clientAddress: string;
}

/** What the routes are made of. */
export interface RouteDeps {
  readonly lab: Lab;
  readonly presence: Presence;
  readonly limits: AttemptLimits;
  readonly logger: Logger;
}

/** The contract, ready to be filled in; refusals and surprises of every procedure become errors in one place. */
export function implementContract(logger: Logger) {
  return implement(contract)
    .$context<RequestContext>()
    .use(async ({ next }) => {
      try {
        return await next();
      } catch (error) {
        throw toContractError(error, logger);
      }
    });
}

export type Implementer = ReturnType<typeof implementContract>;
