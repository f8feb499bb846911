import { type ReactNode, useId } from "react";
import styles from "./Panel.module.css";

interface Props {
  readonly title: string;
  /** At the right of the title. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  /** Lists and tables go to the edges. */
  readonly isFlush?: boolean;
}

/** A titled box of a page. */
export function Panel({ title, extra, children, isFlush = false }: Props) {
  const id = useId();
  return (
    <section className={styles["root"]} aria-labelledby={id}>
      <header className={styles["header"]}>
        <h2 id={id} className={styles["title"]}>
          {title}
        </h2>
        {extra}
      </header>
      <div className={isFlush ? undefined : styles["body"]}>{children}</div>
    </section>
  );
}
