/** One press: a key with its modifiers. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
interface Press {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** A shortcut: one press, or two in a row (`g h`). */
export interface Hotkey {
  readonly presses: readonly Press[];
  /** Works while the caret is in a text field too (written with a leading `!`). */
  readonly isGlobal: boolean;
}

/** What of a keyboard event matters here. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMED: Readonly<Record<string, string>> = {
  esc: "escape",
  space: " ",
  left: "arrowleft",
  right: "arrowright",
  up: "arrowup",
  down: "arrowdown",
};

function parsePress(text: string): Press {
  const parts = text.toLowerCase().split("+");
  // A plus at the end is the key "+" itself.
  const name = parts.at(-1) === "" ? "+" : (parts.at(-1) ?? "");
  return { key: NAMED[name] ?? name, mod: parts.includes("mod"), alt: parts.includes("alt"), shift: parts.includes("shift") };
}

/** Reads `"?"`, `"g h"`, `"mod+k"`, `"!mod+s"`, `"shift+enter"`. Programmer's text: a bad one throws. */
export function parseHotkey(text: string): Hotkey {
  const isGlobal = text.startsWith("!");
  const presses = (isGlobal ? text.slice(1) : text).trim().split(/\s+/).map(parsePress);
  if (presses.length > 2 || presses.some((press) => press.key === "")) throw new Error(`Not a hotkey: "${text}"`);
  return { presses, isGlobal };
}

/** Whether a keyboard event is this press. For signs that need Shift on some layouts (`?`, `[`) Shift is not compared. */
export function isPress(press: Press, stroke: KeyStroke, isMac: boolean): boolean {
  const mod = isMac ? stroke.metaKey : stroke.ctrlKey;
  const otherMod = isMac ? stroke.ctrlKey : stroke.metaKey;
  if (stroke.key.toLowerCase() !== press.key || mod !== press.mod || otherMod || stroke.altKey !== press.alt) return false;
  const isSign = press.key.length === 1 && !/[a-z0-9 ]/.test(press.key);
  return isSign || stroke.shiftKey === press.shift;
}

/** True for a shortcut of bare letters or signs, which people may turn off (WCAG 2.1.4). */
export function isSingleKey(hotkey: Hotkey): boolean {
  return hotkey.presses.every((press) => press.key.length === 1 && !press.mod && !press.alt);
}

const SHOWN: Readonly<Record<string, string>> = {
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  escape: "Esc",
  enter: "Enter",
  " ": "Space",
};

function pressText(press: Press, isMac: boolean): string {
  const name = SHOWN[press.key] ?? (press.mod || press.alt || press.shift ? press.key.toUpperCase() : press.key);
  return [press.mod && (isMac ? "⌘" : "Ctrl"), press.alt && (isMac ? "⌥" : "Alt"), press.shift && "Shift", name].filter(Boolean).join(" ");
}

/** The shortcut as caps to print, one string per press: `["g", "h"]`, `["Ctrl K"]`. */
export function hotkeyCaps(hotkey: Hotkey, isMac: boolean): readonly string[] {
  return hotkey.presses.map((press) => pressText(press, isMac));
}
