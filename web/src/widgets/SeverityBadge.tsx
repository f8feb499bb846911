import type { Severity } from "@mailroom/server/contract";
import styles from "./SeverityBadge.module.css";

const WORD: Readonly<Record<Severity, string>> = { high: "High", medium: "Medium", low: "Low", informational: "Info" };

/** A different outline per severity, so that the badge reads without colour. */
function Shape({ severity }: { readonly severity: Severity }) {
  switch (severity) {
    case "high":
      return <path d="M5 0.5 9.6 9.2H0.4Z" />;
    case "medium":
      return <path d="M5 0.4 9.6 5 5 9.6 0.4 5Z" />;
    case "low":
      return <circle cx="5" cy="5" r="4.2" />;
    case "informational":
      return <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.6" />;
  }
}

/** Severity as shape, word and colour. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return (
    <span className={styles["root"]} data-severity={severity}>
      <svg width="10" height="10" viewBox="0 0 10 10" fill="currentColor" aria-hidden="true">
        <Shape severity={severity} />
      </svg>
      {WORD[severity]}
    </span>
  );
}
