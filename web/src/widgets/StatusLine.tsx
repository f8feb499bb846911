import type { ReactNode } from "react";
import { CodeText } from "./CodeText.tsx";
import styles from "./StatusLine.module.css";
import { useStatus } from "./status-store.ts";

/** The line at the bottom: what happened last at the left, standing facts at the right. */
export function StatusLine({ children }: { readonly children?: ReactNode }) {
  const text = useStatus((status) => status.text);
  return (
    <footer className={styles["root"]}>
      <span role="status" className={styles["text"]}>
        <CodeText text={text} />
      </span>
      <span className={styles["facts"]}>{children}</span>
    </footer>
  );
}
