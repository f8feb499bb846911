import { type Hotkey, type KeyStroke, isPress } from "./hotkey.ts";

/**
 * After the first key of a two-key shortcut the second one must follow within this time: long enough for slow hands and a busy
 * machine, short enough that a stray letter is forgotten before the next one.
 */
export const CHORD_TIMEOUT_MS = 5000;

export interface Binding {
  readonly id: string;
  readonly hotkey: Hotkey;
}

/** Strokes so far: nothing, or the first key of a chord with the time it was struck. */
export type ChordState = { readonly first: KeyStroke; readonly atMs: number } | null;

export interface ChordStep {
  readonly state: ChordState;
  /** Command to run now. */
  readonly id: string | null;
  /** The stroke began or ended a shortcut and must not reach the page. */
  readonly isTaken: boolean;
}

/**
 * Advances the shortcut machine by one stroke. Later bindings win over earlier ones, so that a page may
 * give a key its own meaning. A stroke that completes no chord is tried again as a first key.
 */
export function stepChord(bindings: readonly Binding[], state: ChordState, stroke: KeyStroke, nowMs: number, isMac: boolean): ChordStep {
  const latestFirst = bindings.toReversed();
  if (state !== null && nowMs - state.atMs <= CHORD_TIMEOUT_MS) {
    const chord = latestFirst.find(({ hotkey: { presses } }) => {
      const [first, second] = presses;
      return first !== undefined && second !== undefined && isPress(first, state.first, isMac) && isPress(second, stroke, isMac);
    });
    if (chord !== undefined) return { state: null, id: chord.id, isTaken: true };
  }
  for (const { id, hotkey } of latestFirst) {
    const [first, second] = hotkey.presses;
    if (first === undefined || !isPress(first, stroke, isMac)) continue;
    return second === undefined ? { state: null, id, isTaken: true } : { state: { first: stroke, atMs: nowMs }, id: null, isTaken: true };
  }
  return { state: null, id: null, isTaken: false };
}
