import type { ReportBody } from "@mailroom/server/contract";
import { Button, Group, Modal } from "@mantine/core";
import styles from "./Case.module.css";
import { diffReports } from "./report-diff.ts";

interface Props {
  readonly mine: ReportBody;
  readonly theirs: ReportBody;
  readonly savedBy: string | null;
  readonly onSettle: (keep: "mine" | "theirs") => void;
}

/** Two people changed the same part: both versions side by side, and one decision. It cannot be waved away. */
export function ConflictDialog({ mine, theirs, savedBy, onSettle }: Props) {
  const name = savedBy ?? "A colleague";
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} size="xl" title={`${name} changed the same part`}>
      <p className={styles["conflictLead"]}>Nothing is lost yet. These places differ; keep one version of the report.</p>
      <table className={styles["conflict"]}>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Yours</th>
            <th scope="col">{name}</th>
          </tr>
        </thead>
        <tbody>
          {diffReports(mine, theirs).map((difference) => (
            <tr key={difference.part}>
              <th scope="row">{difference.part}</th>
              <td>{difference.mine}</td>
              <td>{difference.theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => onSettle("theirs")}>
          Take theirs
        </Button>
        <Button onClick={() => onSettle("mine")}>Keep mine</Button>
      </Group>
    </Modal>
  );
}
