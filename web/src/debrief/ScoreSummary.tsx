import type { DebriefView } from "@mailroom/server/contract";
import { Progress } from "@mantine/core";
import styles from "./Debrief.module.css";
import { SECTION_TITLE, pointsText, stepCountText } from "./score-words.ts";

/** The whole in one figure, the parts as bars. */
export function ScoreSummary({ view }: { readonly view: DebriefView }) {
  return (
    <div className={styles["summary"]}>
      <div className={styles["total"]}>
        <span className={styles["totalFigure"]}>{pointsText(view.points)}</span>
        <span className="muted">of {pointsText(view.pointsMax)} points</span>
        <span className="muted">{stepCountText(view.steps)}</span>
      </div>
      <dl className={styles["sections"]}>
        {view.sections.map((section) => (
          <div key={section.section} className={styles["section"]}>
            <dt>{SECTION_TITLE[section.section]}</dt>
            <dd>
              <Progress
                value={section.pointsMax === 0 ? 0 : Math.max(0, (section.points / section.pointsMax) * 100)}
                size="md"
                aria-label={`${SECTION_TITLE[section.section]}: share of points`}
              />
              <span className={styles["sectionPoints"]}>
                {pointsText(section.points)}
                {section.pointsMax > 0 && ` / ${pointsText(section.pointsMax)}`}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
