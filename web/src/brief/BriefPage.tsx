import type { Brief } from "@mailroom/server/contract";
import { useBrief } from "../api/exercises.ts";
import { usePreferences } from "../base/preferences.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { GuideList } from "../guide/GuideList.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Brief.module.css";
import { InjectInbox } from "./InjectInbox.tsx";

/** The situation, what is asked, what is known about the organisation, and what has come in since. */
export function BriefPage() {
  const exerciseId = useExerciseId();
  const brief = useBrief(exerciseId);
  const isGuideOpen = usePreferences((preferences) => preferences.isGuideOpen);
  return (
    <>
      <PageHeader title="Brief" subtitle={brief.data?.organisation.name} />
      <div className={styles["page"]}>
        <div className={styles["column"]}>
          <Loaded query={brief}>
            {({ body }) => (
              <Panel title="Situation">
                <Markdown text={body} />
              </Panel>
            )}
          </Loaded>
          <InjectInbox exerciseId={exerciseId} />
        </div>
        <div className={styles["column"]}>
          {brief.data !== undefined && <Facts brief={brief.data} />}
          {!isGuideOpen && (
            <Panel title="Guide">
              <GuideList exerciseId={exerciseId} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

function Facts({ brief }: { readonly brief: Brief }) {
  return (
    <>
      <Panel title="Objectives">
        <ol className={styles["objectives"]}>
          {brief.objectives.map((objective) => (
            <li key={objective.id}>{objective.text}</li>
          ))}
        </ol>
      </Panel>
      <Panel title={brief.organisation.name}>
        <dl className={styles["facts"]}>
          <dt>Domain</dt>
          <dd className="mono">{brief.organisation.domain}</dd>
          {brief.organisation.facts.map((fact) => (
            <div key={fact.label} className={styles["fact"]}>
              <dt>{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}
