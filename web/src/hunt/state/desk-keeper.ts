import type { HuntDesk } from "@mailroom/server/contract";
import { type Desk, fromWireDesk, toWireDesk } from "../desk/desk.ts";

/** Where the keeper keeps things; the browser's `localStorage`, or nothing where that is forbidden. */
export type DeskShelf = { getItem(key: string): string | null; setItem(key: string, value: string): void; removeItem(key: string): void };

type KeeperParts = {
  readonly exerciseId: string;
  readonly shelf: DeskShelf | null;
  readonly save: (desk: HuntDesk) => Promise<unknown>;
  /** Called with false when the server could not be reached, with true when it took the desk again. */
  readonly onHealth: (isReachable: boolean) => void;
};

const SAVE_DELAY_MS = 800;
const RETRY_DELAY_MS = 5000;

/**
 * Keeps the tabs on the server, a moment after the last keystroke, and in the browser at once until the server has them. Only
 * one save is under way at a time, so an older desk never overtakes a newer one.
 */
export class DeskKeeper {
  readonly #parts: KeeperParts;
  #unsaved: Desk | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSaving = false;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  keep(desk: Desk): void {
    this.#unsaved = desk;
    this.#shelve(JSON.stringify(toWireDesk(desk)));
    this.#schedule(SAVE_DELAY_MS);
  }

  /** Sends what is unsaved now, as when the page is left. */
  flush(): void {
    this.#schedule(0);
  }

  /** The desk that this browser could not deliver last time; null when the server has everything. */
  undelivered(): Desk | null {
    try {
      const text = this.#parts.shelf?.getItem(this.#key) ?? null;
      return text === null ? null : fromWireDesk(JSON.parse(text) as HuntDesk);
    } catch {
      // Whatever stands there is not ours or is damaged; the server's copy is used.
      return null;
    }
  }

  get #key(): string {
    return `mailroom-desk-${this.#parts.exerciseId}`;
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#deliver(), delayMs);
  }

  async #deliver(): Promise<void> {
    const desk = this.#unsaved;
    if (desk === null || this.#isSaving) return;
    this.#isSaving = true;
    try {
      await this.#parts.save(toWireDesk(desk));
      if (this.#unsaved === desk) {
        this.#unsaved = null;
        this.#shelve(null);
      }
      this.#parts.onHealth(true);
    } catch {
      this.#parts.onHealth(false);
      this.#schedule(RETRY_DELAY_MS);
    } finally {
      this.#isSaving = false;
    }
    if (this.#unsaved !== null && this.#unsaved !== desk) this.#schedule(SAVE_DELAY_MS);
  }

  #shelve(text: string | null): void {
    try {
      if (text === null) this.#parts.shelf?.removeItem(this.#key);
      else this.#parts.shelf?.setItem(this.#key, text);
    } catch {
      // A full or forbidden storage costs only the fallback.
    }
  }
}
