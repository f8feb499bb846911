import { Modal, Switch } from "@mantine/core";
import { groupBy } from "../base/group-by.ts";
import { usePreferences } from "../base/preferences.ts";
import { Kbd } from "../widgets/Kbd.tsx";
import styles from "./HelpOverlay.module.css";
import { allCommands, useRegistry } from "./registry.ts";

/** Every shortcut that works on this page, from the registry. */
export function HelpOverlay({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const commands = allCommands(useRegistry((registry) => registry.sets)).filter((command) => (command.keys?.length ?? 0) > 0);
  const hasSingleKeys = usePreferences((preferences) => preferences.hasSingleKeys);
  const setSingleKeys = usePreferences((preferences) => preferences.setSingleKeys);
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard" size="lg">
      <Switch
        label="Single-letter shortcuts"
        description="Turn them off if you dictate, or if stray letters set things off."
        size="xs"
        checked={hasSingleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      <div className={styles["groups"]}>
        {groupBy(commands, (command) => command.group).map(([group, members]) => (
          <section key={group}>
            <h3 className={styles["group"]}>{group}</h3>
            <dl className={styles["list"]}>
              {members.map((command) => (
                <div key={command.id} className={styles["row"]}>
                  <dt>{command.title}</dt>
                  <dd>
                    {command.keys?.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
