import { answer, type Exchange, type Outcome } from "./outcome.ts";

/** 401.2: nobody said who they are. Every integrated conversation begins so. */
export function challenge(exchange: Exchange, scheme = ""): Outcome {
  return answer(401, { subStatus: 2, win32Status: 5, frontEndMs: exchange.request.draws.between(0, 3), authenticationType: scheme });
}

/** 401.1: they said it wrongly. IIS keeps the name, the proxy module does not. */
export function refuse({ request }: Exchange, attemptedName: string): Outcome {
  return answer(401, { subStatus: 1, win32Status: 1326, iisUser: attemptedName, frontEndMs: request.draws.between(4, 30) });
}
