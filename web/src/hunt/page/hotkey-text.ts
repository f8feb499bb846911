import { hotkeyCaps, parseHotkey } from "../../commands/hotkey.ts";
import { isMac } from "../../commands/platform.ts";

/** A shortcut as the registry writes it, in one short text for a menu. */
export function hotkeyText(keys: string): string {
  return hotkeyCaps(parseHotkey(keys), isMac).join(" ");
}
