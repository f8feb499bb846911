import { RestartPolicy } from "../restart-policy.ts";

/** A build that failed may be tried again at once; one that keeps failing must not keep a core busy. */
const REBUILD = { pauseMs: 1_000, pauseMaxMs: 300_000, deathsMax: 3 };

interface Failure {
  readonly policy: RestartPolicy;
  error: unknown;
  retryAtMs: number;
}

/** Which worlds could not be built, and when it is worth trying again. */
export class BuildFailures {
  readonly #now: () => number;
  readonly #failures = new Map<string, Failure>();

  /** `now` in milliseconds since whenever. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @throws what the last attempt threw, while a world that keeps failing rests. */
  check(hash: string): void {
    const failure = this.#failures.get(hash);
    if (failure?.policy.isHopeless === true && this.#now() < failure.retryAtMs) throw failure.error;
  }

  note(hash: string, error: unknown): void {
    const failure = this.#failures.get(hash) ?? { policy: new RestartPolicy(REBUILD), error, retryAtMs: 0 };
    failure.error = error;
    failure.retryAtMs = this.#now() + failure.policy.noteDeath();
    this.#failures.set(hash, failure);
  }

  forget(hash: string): void {
    this.#failures.delete(hash);
  }
}
