export interface RestartSettings {
  /** Pause after the first fruitless death; doubles with each further one. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
  /** So many in a row, and nobody waits for the next attempt any more. */
  readonly deathsMax: number;
}

/** How often something that dies without having been of use is started again: ever more rarely, until it works once. */
export class RestartPolicy {
  readonly #settings: RestartSettings;
  #deaths = 0;

  constructor(settings: RestartSettings) {
    this.#settings = settings;
  }

  /** Whether to stop waiting for it; attempts go on all the same. */
  get isHopeless(): boolean {
    return this.#deaths >= this.#settings.deathsMax;
  }

  /** It died and had been of no use. Gives the pause before the next attempt. */
  noteDeath(): number {
    const { pauseMs, pauseMaxMs } = this.#settings;
    return Math.min(pauseMaxMs, pauseMs * 2 ** this.#deaths++);
  }

  noteUse(): void {
    this.#deaths = 0;
  }
}
