import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./SidePanel.module.css";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Beside the title. */
  readonly extra?: ReactNode;
  /** Focus goes into the panel when it opens and back to where it was when it closes. */
  readonly takesFocus?: boolean;
}

/** A panel beside the page with its own scrolling. It covers nothing, so the page stays usable. Esc inside it closes it. */
export function SidePanel({ title, onClose, children, extra, takesFocus = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!takesFocus) return undefined;
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [takesFocus]);
  return (
    // Esc is caught for everything inside; the panel itself is no control.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className={styles["root"]}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles["header"]}>
        <h2 ref={heading} tabIndex={-1} className={styles["title"]}>
          {title}
        </h2>
        {extra}
        <ActionIcon aria-label={`Close ${title}`} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      {/* Long texts must scroll by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles["body"]} tabIndex={0} role="group" aria-label={`${title}, content`}>
        {children}
      </div>
    </aside>
  );
}
