/** At most so many attempts of one kind in a window. */
export interface AttemptLimit {
  readonly name: string;
  readonly attemptsMax: number;
  readonly windowMs: number;
}

const TEN_MINUTES_MS = 600_000;

/** Generous towards a class behind one address, mean towards guessing. */
export const ATTEMPT_LIMITS = {
  /** Unknown codes and links, per address. */
  guess: { name: "guess", attemptsMax: 20, windowMs: TEN_MINUTES_MS },
  /** People who join one exercise. */
  joinPerCode: { name: "join-per-code", attemptsMax: 300, windowMs: TEN_MINUTES_MS },
  join: { name: "join", attemptsMax: 300, windowMs: TEN_MINUTES_MS },
  /** Each builds a world of its own. */
  solo: { name: "solo", attemptsMax: 60, windowMs: TEN_MINUTES_MS },
  signIn: { name: "sign-in", attemptsMax: 60, windowMs: TEN_MINUTES_MS },
  signInPerAccount: { name: "sign-in-per-account", attemptsMax: 10, windowMs: TEN_MINUTES_MS },
  /** Requests with one query token: a notebook that runs every cell is fine, a loop without end is not. */
  queryToken: { name: "query-token", attemptsMax: 300, windowMs: 60_000 },
  /** Requests that come to the look-alike listener. */
  listener: { name: "listener", attemptsMax: 600, windowMs: 60_000 },
  /** Requests with a token that nobody has, per address. */
  unknownQueryToken: { name: "unknown-query-token", attemptsMax: 60, windowMs: TEN_MINUTES_MS },
} as const satisfies Record<string, AttemptLimit>;

const KEYS_MAX = 50_000;

/** Counts attempts per key in fixed windows; in memory, bounded. */
export class AttemptLimits {
  readonly #now: () => number;
  readonly #windows = new Map<string, { count: number; readonly endsAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Seconds to wait, or 0 when another attempt is allowed. Counts nothing. */
  waitSeconds(limit: AttemptLimit, key: string): number {
    const window = this.#windows.get(`${limit.name}/${key}`);
    if (window === undefined || window.endsAt <= this.#now() || window.count < limit.attemptsMax) return 0;
    return Math.max(1, Math.ceil((window.endsAt - this.#now()) / 1000));
  }

  count(limit: AttemptLimit, key: string): void {
    const name = `${limit.name}/${key}`;
    const now = this.#now();
    const window = this.#windows.get(name);
    if (window !== undefined && window.endsAt > now) {
      window.count += 1;
      return;
    }
    if (this.#windows.size >= KEYS_MAX) this.#forget(now);
    this.#windows.delete(name);
    this.#windows.set(name, { count: 1, endsAt: now + limit.windowMs });
  }

  /** Drops windows that are over; if none is, the oldest. */
  #forget(now: number): void {
    for (const [name, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(name);
    if (this.#windows.size < KEYS_MAX) return;
    const [oldest] = this.#windows.keys();
    if (oldest !== undefined) this.#windows.delete(oldest);
  }
}
