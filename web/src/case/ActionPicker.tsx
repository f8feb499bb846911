import type { ReportBody, ReportView } from "@mailroom/server/contract";
import { Checkbox, TextInput } from "@mantine/core";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Case.module.css";
import { withAction } from "./report-draft.ts";

interface Props {
  readonly body: ReportBody;
  readonly library: ReportView["actionLibrary"];
  readonly isFrozen: boolean;
  readonly onChange: (body: ReportBody) => void;
}

/** Recommended actions from the scenario's library, each with a reason. Not all of them are good ideas. */
export function ActionPicker({ body, library, isFrozen, onChange }: Props) {
  return (
    <Panel title="Recommended actions" isFlush={library.length === 0}>
      {library.length === 0 ? (
        <EmptyState isCompact headline="This scenario asks for no recommendations" />
      ) : (
        <ul className={styles["actions"]}>
          {library.map((action) => {
            const chosen = body.actions.find((one) => one.actionId === action.id);
            return (
              <li key={action.id} className={styles["action"]}>
                <Checkbox
                  label={action.title}
                  description={action.description}
                  disabled={isFrozen}
                  checked={chosen !== undefined}
                  onChange={(event) => onChange(withAction(body, action.id, event.currentTarget.checked ? "" : null))}
                />
                {chosen !== undefined && (
                  <TextInput
                    aria-label={`Why: ${action.title}`}
                    placeholder="Why, and why now"
                    readOnly={isFrozen}
                    maxLength={1000}
                    value={chosen.reason}
                    onChange={(event) => onChange(withAction(body, action.id, event.currentTarget.value))}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
