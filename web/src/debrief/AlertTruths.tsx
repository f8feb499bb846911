import type { DebriefView } from "@mailroom/server/contract";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import styles from "./Debrief.module.css";

const WORDS: Readonly<Record<string, string>> = {
  "true-positive": "True positive",
  "benign-true-positive": "Benign true positive",
  "false-positive": "False positive",
  duplicate: "Duplicate",
};

/** Each alert: what it really was, what was said, and why. */
export function AlertTruths({ alerts }: { readonly alerts: DebriefView["alerts"] }) {
  if (alerts.length === 0) return <EmptyState headline="No alert was raised">There was nothing to judge.</EmptyState>;
  return (
    <div className={styles["tableBox"]}>
      <table className={styles["alerts"]}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Alert</th>
            <th scope="col">It was</th>
            <th scope="col">You said</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.number}>
              <td>{alert.number}</td>
              <td>{alert.title}</td>
              <td>{WORDS[alert.truth] ?? alert.truth}</td>
              <td>
                <StatusTag tone={alert.isRight ? "good" : "bad"}>
                  {alert.given === null ? "Nothing" : `${WORDS[alert.given] ?? alert.given} · ${alert.isRight ? "right" : "wrong"}`}
                </StatusTag>
              </td>
              <td>
                <Markdown text={alert.reason} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
