import { Modal, Tabs } from "@mantine/core";
import type { TimeRange } from "@mailroom/server/contract";
import { Loaded } from "../../widgets/Loaded.tsx";
import { useExplanation } from "../data/use-hunt-data.ts";
import { CodeText } from "../../widgets/CodeText.tsx";
import styles from "./page.module.css";

export type ExplainDialogProps = {
  readonly question: { readonly exerciseId: string; readonly text: string; readonly range: TimeRange };
  readonly onClose: () => void;
};

/** How a query is understood (plan) and what the store is asked (SQL). */
export function ExplainDialog({ question, onClose }: ExplainDialogProps) {
  const explanation = useExplanation(question);
  return (
    <Modal opened onClose={onClose} size="xl" title="Inspect query">
      <Loaded query={explanation}>
        {({ plan, sql, diagnostics }) =>
          plan === null && sql === null ? (
            <ul>
              {diagnostics.map((one) => (
                <li key={`${one.code}${one.start}`}>
                  <CodeText text={one.message} />
                </li>
              ))}
            </ul>
          ) : (
            <Tabs defaultValue="plan">
              <Tabs.List>
                <Tabs.Tab value="plan">Plan</Tabs.Tab>
                <Tabs.Tab value="sql">SQL</Tabs.Tab>
                <Tabs.Tab value="kql">KQL</Tabs.Tab>
              </Tabs.List>
              <CodePanel value="plan" text={plan ?? ""} />
              <CodePanel value="sql" text={sql ?? ""} />
              <CodePanel value="kql" text={question.text} />
            </Tabs>
          )
        }
      </Loaded>
    </Modal>
  );
}

function CodePanel({ value, text }: { readonly value: string; readonly text: string }) {
  return (
    <Tabs.Panel value={value} pt="xs">
      {/* Long plans must scroll by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles["code"]} tabIndex={0}>
        {text}
      </pre>
    </Tabs.Panel>
  );
}
