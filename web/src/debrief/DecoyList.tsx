import type { DebriefView } from "@mailroom/server/contract";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Markdown } from "../widgets/Markdown.tsx";
import { StatusTag } from "../widgets/StatusTag.tsx";
import styles from "./Debrief.module.css";

/** What only looked like the intrusion, and why it was not. */
export function DecoyList({ decoys }: { readonly decoys: DebriefView["decoys"] }) {
  if (decoys.length === 0)
    return <EmptyState headline="Nothing was put there to mislead">Every oddity in this scenario was part of it.</EmptyState>;
  return (
    <ul className={styles["decoys"]}>
      {decoys.map((decoy) => (
        <li key={decoy.title} className={styles["decoy"]}>
          <div className={styles["stepHead"]}>
            <strong>{decoy.title}</strong>
            <StatusTag tone={decoy.wasTaken ? "bad" : "good"}>
              {decoy.wasTaken ? "You took it for real" : "You did not fall for it"}
            </StatusTag>
          </div>
          <Markdown text={decoy.whyNot} />
        </li>
      ))}
    </ul>
  );
}
