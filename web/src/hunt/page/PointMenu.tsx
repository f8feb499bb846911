import { Menu } from "@mantine/core";
import { hotkeyText } from "./hotkey-text.ts";
import styles from "./page.module.css";

/** One entry of a menu, of the palette and of the keyboard: the same object serves all three. */
export type Action = {
  readonly id: string;
  readonly title: string;
  readonly keys?: readonly string[];
  readonly isEnabled?: boolean;
  readonly run: () => void;
};

export type MenuPoint = { readonly x: number; readonly y: number };

type PointMenuProps = {
  readonly label: string;
  readonly at: MenuPoint | null;
  readonly groups: readonly (readonly Action[])[];
  /** Also called after an action was taken. */
  readonly onClose: () => void;
};

/** A menu at a place on the screen, for cells and column heads. */
export function PointMenu({ label, at, groups, onClose }: PointMenuProps) {
  return (
    <Menu
      opened={at !== null}
      onClose={onClose}
      position="bottom-start"
      offset={0}
      withinPortal
      trapFocus
      withInitialFocusPlaceholder={false}
      shadow="md"
      width={270}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={label}
          className={styles["menuAnchor"]}
          style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {groups.map((group, index) => [
          index > 0 && <Menu.Divider key={`divider-${group[0]?.id ?? ""}`} />,
          ...group.map((action) => (
            <Menu.Item
              key={action.id}
              disabled={action.isEnabled === false}
              onClick={action.run}
              rightSection={action.keys?.[0] !== undefined && <kbd className={styles["menuKey"]}>{hotkeyText(action.keys[0])}</kbd>}
            >
              {action.title}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
