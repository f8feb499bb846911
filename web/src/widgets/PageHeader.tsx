import { type ReactNode, useEffect } from "react";
import styles from "./PageHeader.module.css";

interface Props {
  readonly title: string;
  /** One quiet line under or beside the title. */
  readonly subtitle?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** Heading of a page; it also names the browser tab. The shell moves focus here after a change of page. */
export function PageHeader({ title, subtitle, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Mailroom`;
  }, [title]);
  return (
    <header className={styles["root"]}>
      <div className={styles["words"]}>
        <h1 tabIndex={-1} className={styles["title"]}>
          {title}
        </h1>
        {subtitle !== undefined && <div className={styles["subtitle"]}>{subtitle}</div>}
      </div>
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </header>
  );
}
