import type { ScoreLine } from "@mailroom/server/contract";
import { groupBy } from "../base/group-by.ts";
import { Markdown } from "../widgets/Markdown.tsx";
import { Panel } from "../widgets/Panel.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import styles from "./Debrief.module.css";
import { LINE_OUTCOME, SECTION_TITLE, pointsText } from "./score-words.ts";

/** Every line of the grade with its reason. */
export function ScoreTable({ lines }: { readonly lines: readonly ScoreLine[] }) {
  return (
    <>
      {groupBy(lines, (line) => line.section).map(([section, members]) => (
        <Panel key={section} title={SECTION_TITLE[section]} isFlush>
          <table className={styles["lines"]}>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">What was asked</th>
                <th scope="col">Outcome</th>
                <th scope="col">Points</th>
              </tr>
            </thead>
            <tbody>
              {members.map((line) => (
                <tr key={line.id}>
                  <td>
                    <strong>{line.title}</strong>
                    <div className={styles["reason"]}>
                      <Markdown text={line.reason} />
                    </div>
                  </td>
                  <td>
                    <StatusTag tone={LINE_OUTCOME[line.outcome].tone}>{LINE_OUTCOME[line.outcome].word}</StatusTag>
                  </td>
                  <td className={styles["points"]}>
                    {pointsText(line.points)}
                    {line.pointsMax > 0 && <span className="muted"> / {pointsText(line.pointsMax)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </>
  );
}
