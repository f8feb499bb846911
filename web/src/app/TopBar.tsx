import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCommand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { openPalette } from "../commands/Palette.tsx";
import { Kbd } from "../widgets/Kbd.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { ThemeMenu } from "./ThemeMenu.tsx";
import styles from "./TopBar.module.css";

interface Props {
  /** Where we are: the exercise, the studio. */
  readonly title?: ReactNode;
  /** Clock, progress, connection. */
  readonly children?: ReactNode;
}

/** The bar at the top of every page. */
export function TopBar({ title, children }: Props) {
  return (
    <header className={styles["root"]}>
      <Link to="/" className={styles["brand"]} aria-label="Mailroom, home">
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span className={styles["brandName"]}>Mailroom</span>
      </Link>
      {title !== undefined && <div className={styles["title"]}>{title}</div>}
      <div className={styles["facts"]}>{children}</div>
      <Tooltip
        label={
          <>
            Commands <Kbd keys="mod+k" />
          </>
        }
      >
        <ActionIcon aria-label="Command palette" onClick={openPalette}>
          <IconCommand size={17} />
        </ActionIcon>
      </Tooltip>
      <ThemeMenu />
      <AccountMenu />
    </header>
  );
}
