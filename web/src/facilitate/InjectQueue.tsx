import type { InjectCommand, PlannedInject } from "@mailroom/server/contract";
import { Button } from "@mantine/core";
import { IconPencilPlus } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useCommandInject } from "../api/facilitation.ts";
import { ConfirmButton } from "../widgets/ConfirmButton.tsx";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { StatusTag, type Tone } from "../widgets/StatusTag.tsx";
import { TimeStamp } from "../widgets/TimeStamp.tsx";
import { notifyProblem } from "../widgets/notify.tsx";
import { AdHocDialog } from "./AdHocDialog.tsx";
import styles from "./Facilitate.module.css";

interface Team {
  readonly teamId: string;
  readonly name: string;
}

interface Props {
  readonly exerciseId: string;
  readonly query: UseQueryResult<PlannedInject[]>;
  readonly teams: readonly Team[];
}

const STATUS: Readonly<Record<PlannedInject["status"], { readonly word: string; readonly tone: Tone }>> = {
  scheduled: { word: "Scheduled", tone: "info" },
  held: { word: "Held", tone: "warn" },
  sent: { word: "Sent", tone: "good" },
  skipped: { word: "Skipped", tone: "neutral" },
};

/** The messages of the exercise: what is planned, what went out, who has acknowledged it. */
export function InjectQueue({ exerciseId, query, teams }: Props) {
  const [isComposing, setComposing] = useState(false);
  const command = useCommandInject(exerciseId);
  const compose = (
    <Button leftSection={<IconPencilPlus size={15} />} onClick={() => setComposing(true)}>
      Compose an inject
    </Button>
  );
  return (
    <>
      <Loaded query={query} lines={3}>
        {(injects) =>
          injects.length === 0 ? (
            <EmptyState isCompact headline="This scenario plans no injects" action={compose}>
              You can send your own at any time.
            </EmptyState>
          ) : (
            <div className={styles["tableBox"]}>
              <div className={styles["tableTop"]}>{compose}</div>
              <ul className={styles["injects"]}>
                {injects.map((inject) => (
                  <InjectRow
                    key={inject.id}
                    inject={inject}
                    teams={teams}
                    onCommand={(verb) => command.mutate({ injectId: inject.id, verb }, { onError: notifyProblem })}
                  />
                ))}
              </ul>
            </div>
          )
        }
      </Loaded>
      {isComposing && <AdHocDialog exerciseId={exerciseId} teams={teams} onClose={() => setComposing(false)} />}
    </>
  );
}

interface RowProps {
  readonly inject: PlannedInject;
  readonly teams: readonly Team[];
  readonly onCommand: (verb: InjectCommand["verb"]) => void;
}

function InjectRow({ inject, teams, onCommand }: RowProps) {
  const acknowledged = teams.filter((team) => inject.acknowledgedByTeams.includes(team.teamId));
  return (
    <li className={styles["inject"]}>
      <div className={styles["injectWhen"]}>
        {inject.sentAt !== null ? (
          <TimeStamp instant={inject.sentAt} isToTheSecond />
        ) : inject.plannedAt === null ? (
          "by hand"
        ) : (
          <TimeStamp instant={inject.plannedAt} isToTheSecond />
        )}
        <StatusTag tone={STATUS[inject.status].tone}>{STATUS[inject.status].word}</StatusTag>
      </div>
      <details className={styles["injectText"]}>
        <summary>
          <strong>{inject.subject}</strong> <span className="muted">{`${inject.channel} from ${inject.from} to ${inject.to}`}</span>
        </summary>
        <p className={styles["injectBody"]}>{inject.body}</p>
        {inject.expectedAction !== "" && (
          <p>
            <strong>Expected:</strong> {inject.expectedAction}
          </p>
        )}
      </details>
      <div className={styles["injectActions"]}>
        {inject.status === "sent" && (
          <span className="muted">
            {acknowledged.length === 0
              ? "nobody has acknowledged it"
              : `acknowledged by ${acknowledged.map((team) => team.name).join(", ")}`}
          </span>
        )}
        {(inject.status === "scheduled" || inject.status === "held") && (
          <>
            <ConfirmButton
              variant="default"
              size="compact-sm"
              question={`Send “${inject.subject}” now?`}
              consequence="Every team receives it at once. It cannot be called back."
              verb="Send now"
              onConfirm={() => onCommand("send")}
            >
              Send
            </ConfirmButton>
            <Button variant="default" size="compact-sm" onClick={() => onCommand(inject.status === "held" ? "release" : "hold")}>
              {inject.status === "held" ? "Release" : "Hold"}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onCommand("skip")}>
              Skip
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
