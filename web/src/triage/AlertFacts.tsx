import type { AlertDetail } from "@mailroom/server/contract";
import { Link } from "@tanstack/react-router";
import { countOf } from "../base/plural.ts";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import styles from "./Triage.module.css";

/** What the rule saw, about whom, and how it works. */
export function AlertFacts({ exerciseId, alert }: { readonly exerciseId: string; readonly alert: AlertDetail }) {
  return (
    <dl className={styles["facts"]}>
      <dt>Raised</dt>
      <dd>
        <TimeStamp instant={alert.raisedAt} withDay isToTheSecond isFocusable />
      </dd>
      <dt>Rows</dt>
      <dd>
        {countOf(alert.hitCount, "row")}, <TimeStamp instant={alert.firstRowAt} withDay /> to{" "}
        <TimeStamp instant={alert.lastRowAt} withDay />
      </dd>
      <dt>Entities</dt>
      <dd>
        <ul className={styles["entityList"]}>
          {alert.entities.map((entity) => (
            <li key={`${entity.kind} ${entity.value}`}>
              <span className="muted">{entity.kind}</span> <span className="mono">{entity.value}</span>
            </li>
          ))}
        </ul>
      </dd>
      <dt>Techniques</dt>
      <dd>{[...alert.tactics, ...alert.techniques].join(" · ") || "none named"}</dd>
      <dt>Rule</dt>
      <dd>
        runs every {alert.frequency} over the last {alert.period}
        <details className={styles["rule"]}>
          <summary>Its query</summary>
          <pre className={styles["code"]}>{alert.ruleQuery}</pre>
          <Link to="/x/$exerciseId/hunt" params={{ exerciseId }} search={{ v: "1", q: alert.ruleQuery }}>
            Open the rule's query
          </Link>
        </details>
      </dd>
    </dl>
  );
}
