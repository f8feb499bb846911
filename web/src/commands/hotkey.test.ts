import { describe, expect, it } from "vitest";
import { type Binding, type ChordState, stepChord } from "./chord.ts";
import { type KeyStroke, hotkeyCaps, isPress, isSingleKey, parseHotkey } from "./hotkey.ts";

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const press = (text: string) => parseHotkey(text).presses[0]!;

describe("a hotkey", () => {
  it("asks for Ctrl on a PC and for ⌘ on a Mac", () => {
    expect(isPress(press("mod+k"), stroke("k", { ctrlKey: true }), false)).toBe(true);
    expect(isPress(press("mod+k"), stroke("k", { ctrlKey: true }), true)).toBe(false);
    expect(isPress(press("mod+k"), stroke("k", { metaKey: true }), true)).toBe(true);
  });

  it("is not struck when a modifier more is held", () => {
    expect(isPress(press("k"), stroke("k", { ctrlKey: true }), false)).toBe(false);
    expect(isPress(press("k"), stroke("K", { shiftKey: true }), false)).toBe(false);
    expect(isPress(press("mod+k"), stroke("k", { ctrlKey: true, altKey: true }), false)).toBe(false);
  });

  it("does not mind Shift for signs, which need it on some keyboards", () => {
    expect(isPress(press("?"), stroke("?", { shiftKey: true }), false)).toBe(true);
    expect(isPress(press("["), stroke("["), false)).toBe(true);
  });

  it("is single-key when nothing is held down, chords included", () => {
    expect(["j", "g h", "?", "mod+k", "esc", "alt+t"].map((text) => isSingleKey(parseHotkey(text)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is printed as the keys are labelled", () => {
    expect(hotkeyCaps(parseHotkey("g h"), false)).toEqual(["g", "h"]);
    expect(hotkeyCaps(parseHotkey("!mod+s"), true)).toEqual(["⌘ S"]);
    expect(hotkeyCaps(parseHotkey("t left"), false)).toEqual(["t", "←"]);
  });

  it("of three keys is refused", () => {
    expect(() => parseHotkey("a b c")).toThrow("Not a hotkey");
  });
});

describe("the shortcut machine", () => {
  const bindings: Binding[] = [
    { id: "hunt", hotkey: parseHotkey("g h") },
    { id: "help", hotkey: parseHotkey("?") },
    { id: "old-h", hotkey: parseHotkey("h") },
    { id: "new-h", hotkey: parseHotkey("h") },
  ];
  const type = (keys: readonly [string, number][]): (string | null)[] => {
    let state: ChordState = null;
    return keys.map(([key, atMs]) => {
      const step = stepChord(bindings, state, stroke(key), atMs, false);
      state = step.state;
      return step.id;
    });
  };

  it("runs a chord on its second key", () => {
    expect(
      type([
        ["g", 0],
        ["h", 400],
      ]),
    ).toEqual([null, "hunt"]);
  });

  it("forgets the first key after a while", () => {
    expect(
      type([
        ["g", 0],
        ["h", 5001],
      ]),
    ).toEqual([null, "new-h"]);
  });

  it("tries a stroke that completes no chord as a first key", () => {
    expect(
      type([
        ["g", 0],
        ["?", 100],
        ["g", 200],
        ["g", 300],
        ["h", 400],
      ]),
    ).toEqual([null, "help", null, null, "hunt"]);
  });

  it("prefers what was registered last", () => {
    expect(type([["h", 0]])).toEqual(["new-h"]);
  });

  it("leaves other keys to the page", () => {
    expect(stepChord(bindings, null, stroke("x"), 0, false).isTaken).toBe(false);
  });
});
