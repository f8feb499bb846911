import type { ReactNode } from "react";
import { PageHeading } from "./PageHeading.tsx";
import styles from "./PageHeader.module.css";

interface Props {
  readonly title: string;
  /** One quiet line under or beside the title. */
  readonly subtitle?: ReactNode;
  /** Buttons at the right. */
  readonly actions?: ReactNode;
}

/** Heading of a page with a line about it and what one can do. */
export function PageHeader({ title, subtitle, actions }: Props) {
  return (
    <header className={styles["root"]}>
      <div className={styles["words"]}>
        <PageHeading title={title} className={styles["title"]} />
        {subtitle !== undefined && <div className={styles["subtitle"]}>{subtitle}</div>}
      </div>
      {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
    </header>
  );
}
