import type { DebriefView } from "@mailroom/server/contract";
import { Tabs } from "@mantine/core";
import { IconArrowLeft, IconHourglass } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { errorCode } from "../api/errors.ts";
import { useExercise } from "../api/exercises.ts";
import { useDebrief } from "../api/report.ts";
import { useExerciseId } from "../base/use-exercise-id.ts";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { PageHeader } from "../widgets/PageHeader.tsx";
import { AlertTruths } from "./AlertTruths.tsx";
import styles from "./Debrief.module.css";
import { DecoyList } from "./DecoyList.tsx";
import { ScoreSummary } from "./ScoreSummary.tsx";
import { ScoreTable } from "./ScoreTable.tsx";
import { StepTimeline } from "./StepTimeline.tsx";
import { pointsText } from "./score-words.ts";

const TABS = [
  { value: "score", title: "Score" },
  { value: "story", title: "What happened" },
  { value: "alerts", title: "Alerts" },
  { value: "decoys", title: "Look-alikes" },
] as const;

/** What really happened, what was found of it, and why each point was given. */
export function DebriefPage() {
  const exerciseId = useExerciseId();
  const search = useSearch({ from: "/x/$exerciseId/debrief" });
  const debrief = useDebrief(exerciseId, search.team);
  const canFacilitate = useExercise(exerciseId).data?.abilities.facilitate ?? false;
  const code = debrief.isError ? errorCode(debrief.error) : null;
  if (code === "FORBIDDEN" || code === "NOT_FOUND") return <NotYet exerciseId={exerciseId} />;
  return (
    <>
      <PageHeader
        title="Debrief"
        subtitle={
          debrief.data === undefined ? undefined : `${pointsText(debrief.data.points)} of ${pointsText(debrief.data.pointsMax)} points`
        }
        actions={
          canFacilitate && (
            <LinkButton to="/run/$exerciseId" params={{ exerciseId }} variant="default" leftSection={<IconArrowLeft size={15} />}>
              Control room
            </LinkButton>
          )
        }
      />
      <Loaded query={debrief} lines={9}>
        {(view) => <DebriefTabs exerciseId={exerciseId} view={view} search={search} />}
      </Loaded>
    </>
  );
}

function NotYet({ exerciseId }: { readonly exerciseId: string }) {
  return (
    <>
      <PageHeader title="Debrief" />
      <EmptyState
        headline="The debrief is not open yet"
        icon={<IconHourglass size={36} stroke={1.4} />}
        action={
          <LinkButton to="/x/$exerciseId/case" params={{ exerciseId }}>
            Go to the case
          </LinkButton>
        }
      >
        It opens when your report is submitted, or when the exercise ends: what happened, what you found, and why each point was given.
      </EmptyState>
    </>
  );
}

interface TabsProps {
  readonly exerciseId: string;
  readonly view: DebriefView;
  readonly search: { readonly tab?: string; readonly team?: string };
}

function DebriefTabs({ exerciseId, view, search }: TabsProps) {
  const navigate = useNavigate();
  const tab = TABS.find((one) => one.value === search.tab)?.value ?? "score";
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) =>
        next !== null &&
        void navigate({ to: "/x/$exerciseId/debrief", params: { exerciseId }, search: { ...search, tab: next }, replace: true })
      }
    >
      <Tabs.List className={styles["tabs"] ?? ""}>
        {TABS.map((one) => (
          <Tabs.Tab key={one.value} value={one.value}>
            {one.title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="score" className={styles["panel"] ?? ""}>
        <ScoreSummary view={view} />
        <ScoreTable lines={view.lines} />
        <Markdown text={view.body} />
      </Tabs.Panel>
      <Tabs.Panel value="story" className={styles["panel"] ?? ""}>
        <StepTimeline exerciseId={exerciseId} steps={view.steps} />
      </Tabs.Panel>
      <Tabs.Panel value="alerts" className={styles["panel"] ?? ""}>
        <AlertTruths alerts={view.alerts} />
      </Tabs.Panel>
      <Tabs.Panel value="decoys" className={styles["panel"] ?? ""}>
        <DecoyList decoys={view.decoys} />
      </Tabs.Panel>
    </Tabs>
  );
}
