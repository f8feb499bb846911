import type { ReactNode } from "react";
import styles from "./StatusTag.module.css";

export type Tone = "neutral" | "good" | "warn" | "bad" | "info";

/** A short word of state. The word carries the meaning; the tone only helps the eye. */
export function StatusTag({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles["root"]} data-tone={tone}>
      {children}
    </span>
  );
}
