import type { AlertDetail, AlertSummary } from "@mailroom/server/contract";
import { Button } from "@mantine/core";
import { IconHandGrab, IconHandStop, IconTerminal2 } from "@tabler/icons-react";
import { useState } from "react";
import { type AlertAct, useAlert, useAlertAct } from "../api/alerts.ts";
import { useMe } from "../api/session.ts";
import { useCommands } from "../commands/registry.ts";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { Loaded } from "../widgets/Loaded.tsx";
import { SeverityBadge } from "../widgets/SeverityBadge.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { notifyProblem, notifyWithUndo } from "../widgets/notify.tsx";
import { useStatus } from "../widgets/status-store.ts";
import { AlertFacts } from "./AlertFacts.tsx";
import { AlertRows } from "./AlertRows.tsx";
import { EvidenceLinks } from "./EvidenceLinks.tsx";
import styles from "./Triage.module.css";
import { verdictDraft } from "./verdict-draft.ts";
import { VerdictForm } from "./VerdictForm.tsx";
import { VerdictSummary } from "./VerdictSummary.tsx";

interface Props {
  readonly exerciseId: string;
  readonly alertId: string;
  readonly alerts: readonly AlertSummary[];
}

/** One alert: what it saw, who has it, and the verdict. */
export function AlertDetailPane({ exerciseId, alertId, alerts }: Props) {
  const alert = useAlert(exerciseId, alertId);
  return <Loaded query={alert}>{(detail) => <Detail exerciseId={exerciseId} alert={detail} alerts={alerts} />}</Loaded>;
}

function Detail({
  exerciseId,
  alert,
  alerts,
}: {
  readonly exerciseId: string;
  readonly alert: AlertDetail;
  readonly alerts: readonly AlertSummary[];
}) {
  const user = useMe().data?.user;
  const act = useAlertAct(exerciseId, { id: user?.id ?? "", displayName: user?.displayName ?? "You" });
  const setStatus = useStatus((status) => status.setStatus);
  // Judging and reopening swap the form for its outcome and back; focus goes along.
  const [hasActed, setActed] = useState(false);
  const isMine = alert.claimedBy !== null && alert.claimedBy.userId === user?.id;

  const perform = (wanted: AlertAct, done: string): void =>
    act.mutate(wanted, {
      onSuccess: () => {
        if (wanted.act === "judge") verdictDraft(wanted.alertId).drop();
        setStatus(`Alert ${alert.number}: ${done}.`);
      },
      onError: notifyProblem,
    });
  useCommands([
    {
      id: "alert.claim",
      title: isMine ? "Release this alert" : "Claim this alert",
      group: "Alerts",
      keys: ["c"],
      isEnabled: alert.status !== "closed",
      run: () => perform({ act: isMine ? "release" : "claim", alertId: alert.id }, isMine ? "released" : "claimed"),
    },
  ]);

  return (
    <article className={styles["detail"]} aria-labelledby="alert-title">
      <DetailHeader
        exerciseId={exerciseId}
        alert={alert}
        isMine={isMine}
        onClaim={() => perform({ act: isMine ? "release" : "claim", alertId: alert.id }, isMine ? "released" : "claimed")}
      />
      <AlertFacts exerciseId={exerciseId} alert={alert} />
      <AlertRows alert={alert} />
      <EvidenceLinks
        exerciseId={exerciseId}
        linked={alert.evidenceIds}
        onChange={(evidenceIds) => perform({ act: "link", alertId: alert.id, evidenceIds }, "evidence linked")}
      />
      {alert.verdict === null ? (
        <VerdictForm
          alert={alert}
          alerts={alerts}
          takesFocus={hasActed}
          onJudge={(judgement) => {
            setActed(true);
            perform({ act: "judge", alertId: alert.id, ...judgement }, "closed");
            notifyWithUndo(`Alert ${alert.number} closed`, () => perform({ act: "reopen", alertId: alert.id }, "opened again"));
          }}
        />
      ) : (
        <VerdictSummary
          verdict={alert.verdict}
          alerts={alerts}
          takesFocus={hasActed}
          onReopen={() => {
            setActed(true);
            perform({ act: "reopen", alertId: alert.id }, "opened again");
          }}
        />
      )}
    </article>
  );
}

interface HeaderProps {
  readonly exerciseId: string;
  readonly alert: AlertDetail;
  readonly isMine: boolean;
  readonly onClaim: () => void;
}

function DetailHeader({ exerciseId, alert, isMine, onClaim }: HeaderProps) {
  return (
    <header className={styles["detailHead"]}>
      <div className={styles["detailTags"]}>
        <SeverityBadge severity={alert.severity} />
        <span className="muted">Alert #{alert.number}</span>
        {alert.claimedBy !== null && <StatusTag>{isMine ? "Claimed by you" : `Claimed by ${alert.claimedBy.displayName}`}</StatusTag>}
      </div>
      <h2 id="alert-title" className={styles["detailTitle"]}>
        {alert.title}
      </h2>
      <p className={styles["description"]}>{alert.description}</p>
      <div className={styles["detailActions"]}>
        <LinkButton
          to="/x/$exerciseId/hunt"
          params={{ exerciseId }}
          search={{ v: "1", q: alert.investigateQuery }}
          leftSection={<IconTerminal2 size={15} />}
        >
          Hunt this
        </LinkButton>
        {alert.status !== "closed" && (
          <Button variant="default" leftSection={isMine ? <IconHandStop size={15} /> : <IconHandGrab size={15} />} onClick={onClaim}>
            {isMine ? "Release" : alert.claimedBy === null ? "Claim" : "Take over"}
          </Button>
        )}
      </div>
    </header>
  );
}
