import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface Props {
  /** Without a full stop. */
  readonly headline: string;
  /** One sentence: why there is nothing, or what to do. */
  readonly children?: ReactNode;
  /** One button or link. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  /** For a panel rather than a page. */
  readonly isCompact?: boolean;
}

/** Why there is nothing here, and the one thing to do about it. */
export function EmptyState({ headline, children, action, icon, isCompact = false }: Props) {
  return (
    <div className={styles["root"]} data-compact={isCompact || undefined}>
      {icon !== undefined && (
        <div className={styles["icon"]} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={styles["headline"]}>{headline}</p>
      {children !== undefined && <p className={styles["text"]}>{children}</p>}
      {action}
    </div>
  );
}
