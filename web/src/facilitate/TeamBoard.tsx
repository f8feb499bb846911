import type { BoardTeam, BoardView, ExerciseView } from "@mailroom/server/contract";
import { LinkButton } from "../widgets/LinkButton.tsx";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import { durationText } from "../base/time-text.ts";
import { useNowMs } from "../base/use-now.ts";
import styles from "./Facilitate.module.css";

/** Quiet for longer than this while the clock runs: the team may be stuck. */
const QUIET_MS = 10 * 60_000;

/** Who has done what, one line per team. */
export function TeamBoard({ exercise, board }: { readonly exercise: ExerciseView; readonly board: BoardView }) {
  if (board.teams.length === 0) return <EmptyState isCompact headline="No teams" />;
  return (
    <div className={styles["tableScroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">Team</th>
            <th scope="col">People</th>
            <th scope="col">Alerts</th>
            <th scope="col">Evidence</th>
            <th scope="col">Queries</th>
            <th scope="col">Guide</th>
            <th scope="col">Steps seen</th>
            <th scope="col">Report</th>
            <th scope="col">Score</th>
            <th scope="col">Last query</th>
            <th scope="col">
              <span className="visually-hidden">Debrief</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {board.teams.map((team) => (
            <TeamRow key={team.teamId} team={team} exercise={exercise} stepCount={board.storyTrack.length} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TeamRow({ team, exercise, stepCount }: { readonly team: BoardTeam; readonly exercise: ExerciseView; readonly stepCount: number }) {
  const online = team.members.filter((member) => member.isOnline).length;
  return (
    <tr>
      <th scope="row">
        {team.name} <QuietTag team={team} isRunning={exercise.clock.state === "running"} />
      </th>
      <td title={team.members.map((member) => member.displayName).join(", ")}>
        {online} here of {team.members.length}
      </td>
      <td>
        {team.alertsClosed} closed, {team.alertsOpen} open
      </td>
      <td>{team.evidenceCount}</td>
      <td>{team.queryCount}</td>
      <td>{team.guideTotal === 0 ? "—" : `${team.guideDone}/${team.guideTotal}`}</td>
      <td>
        {team.stepsSeen.length}/{stepCount}
      </td>
      <td>
        {team.submittedAt === null ? (
          team.reportRevision === 0 ? (
            "—"
          ) : (
            `draft ${team.reportRevision}`
          )
        ) : (
          <StatusTag tone="good">Submitted</StatusTag>
        )}
      </td>
      <td>{team.score === null ? "—" : `${Math.round(team.score)} / ${Math.round(team.scoreMax)}`}</td>
      <td className={styles["lastQuery"]}>
        {team.lastQuery === null ? (
          "—"
        ) : (
          <span title={team.lastQuery.text}>
            <span className="mono">{team.lastQuery.text.replaceAll(/\s+/g, " ").slice(0, 60)}</span>{" "}
            <span className="muted">{team.lastQuery.byName}</span>
          </span>
        )}
      </td>
      <td className={styles["tableAction"]}>
        {(exercise.clock.state === "ended" || team.submittedAt !== null) && (
          <LinkButton
            to="/x/$exerciseId/debrief"
            params={{ exerciseId: exercise.id }}
            search={{ team: team.teamId }}
            variant="default"
            size="compact-sm"
            aria-label={`Debrief of ${team.name}`}
          >
            Debrief
          </LinkButton>
        )}
      </td>
    </tr>
  );
}

function QuietTag({ team, isRunning }: { readonly team: BoardTeam; readonly isRunning: boolean }) {
  const nowMs = useNowMs(30_000);
  if (!isRunning || team.submittedAt !== null || team.lastActiveAt === null) return null;
  const quietMs = nowMs - Date.parse(team.lastActiveAt);
  return quietMs > QUIET_MS ? <StatusTag tone="warn">quiet {durationText(quietMs)}</StatusTag> : null;
}
