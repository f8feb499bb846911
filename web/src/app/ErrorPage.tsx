import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorNotice } from "../widgets/ErrorNotice.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import styles from "./ErrorPage.module.css";

/** A page that failed to load or to render; the rest of the console goes on working. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <>
      <PageHeader title="This page failed" />
      <div className={styles["root"]}>
        <ErrorNotice error={error} onRetry={reset} />
      </div>
    </>
  );
}
