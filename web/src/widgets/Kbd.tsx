import { hotkeyCaps, parseHotkey } from "../commands/hotkey.ts";
import { isMac } from "../commands/platform.ts";
import styles from "./Kbd.module.css";

/** A shortcut as key caps: `keys` as the registry writes them, `"g h"`, `"mod+k"`. */
export function Kbd({ keys }: { readonly keys: string }) {
  const caps = hotkeyCaps(parseHotkey(keys), isMac);
  return (
    <span className={styles["root"]}>
      {caps.map((cap, index) => (
        // Caps of one shortcut never change order; "g g" repeats a key.
        // eslint-disable-next-line react/no-array-index-key
        <kbd key={index} className={styles["cap"]}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
