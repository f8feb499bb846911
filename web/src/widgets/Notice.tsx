import type { ReactNode } from "react";
import styles from "./Notice.module.css";
import type { Tone } from "./StatusTag.tsx";

interface Props {
  readonly tone?: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Errors interrupt a screen reader; other notices wait for their turn. */
  readonly role?: "alert" | "status" | "note";
}

/** A boxed message inside a page. */
export function Notice({ tone = "neutral", title, children, action, role = "note" }: Props) {
  return (
    <div className={styles["root"]} data-tone={tone} role={role}>
      <div className={styles["words"]}>
        <strong>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}
