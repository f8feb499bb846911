import { useEffect } from "react";
import { usePreferences } from "../base/preferences.ts";
import { type Binding, type ChordState, stepChord } from "./chord.ts";
import { isSingleKey, parseHotkey } from "./hotkey.ts";
import { isMac } from "./platform.ts";
import { allCommands, useRegistry } from "./registry.ts";

const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select, [contenteditable="true"], .cm-editor';

/** Whether keys struck now would be text. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

/** Whether the stroke happened inside a dialog, whose keys are its own. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}

/** Listens for the shortcuts of every registered command. Mounted once, by the app. */
export function useKeyboard(): void {
  useEffect(() => {
    let state: ChordState = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const { hasSingleKeys } = usePreferences.getState();
      const typing = isTyping(event.target);
      const inDialog = isInDialog(event.target);
      const commands = allCommands(useRegistry.getState().sets).filter((command) => command.isEnabled !== false);
      const bindings: Binding[] = commands.flatMap((command) =>
        (command.keys ?? [])
          .map((keys) => ({ id: command.id, hotkey: parseHotkey(keys) }))
          .filter(({ hotkey }) => (hasSingleKeys || !isSingleKey(hotkey)) && (!(typing || inDialog) || hotkey.isGlobal)),
      );
      const step = stepChord(bindings, state, event, event.timeStamp, isMac);
      state = step.state;
      if (!step.isTaken) return;
      event.preventDefault();
      commands.findLast((command) => command.id === step.id)?.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
