import type { Indicator, ReportBody } from "@mailroom/server/contract";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { EmptyState } from "../widgets/EmptyState.tsx";
import { Panel } from "../widgets/Panel.tsx";
import styles from "./Case.module.css";
import { INDICATOR_KINDS } from "./finding-words.ts";
import { newIndicator, withIndicator, withoutIndicator } from "./report-draft.ts";

interface Props {
  readonly body: ReportBody;
  readonly isFrozen: boolean;
  readonly onChange: (body: ReportBody) => void;
}

/** What others should look for. */
export function IndicatorList({ body, isFrozen, onChange }: Props) {
  const add = (): void => onChange(withIndicator(body, newIndicator(crypto.randomUUID(), body.indicators.at(-1)?.kind)));
  return (
    <Panel
      title={`Indicators · ${body.indicators.length}`}
      isFlush={body.indicators.length === 0}
      extra={
        !isFrozen && (
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
            Add an indicator
          </Button>
        )
      }
    >
      {body.indicators.length === 0 ? (
        <EmptyState isCompact headline="No indicators yet">
          Addresses, files and names that a colleague elsewhere should search for.
        </EmptyState>
      ) : (
        <ul className={styles["indicators"]}>
          {body.indicators.map((indicator, index) => (
            <IndicatorRow
              key={indicator.id}
              number={index + 1}
              indicator={indicator}
              isFrozen={isFrozen}
              onChange={(changed) => onChange(withIndicator(body, changed))}
              onRemove={() => onChange(withoutIndicator(body, indicator.id))}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface RowProps {
  readonly number: number;
  readonly indicator: Indicator;
  readonly isFrozen: boolean;
  readonly onChange: (indicator: Indicator) => void;
  readonly onRemove: () => void;
}

function IndicatorRow({ number, indicator, isFrozen, onChange, onRemove }: RowProps) {
  return (
    <li className={styles["indicator"]}>
      <Select
        aria-label={`Indicator ${number}: kind`}
        data={[...INDICATOR_KINDS]}
        allowDeselect={false}
        readOnly={isFrozen}
        value={indicator.kind}
        onChange={(kind) => kind !== null && onChange({ ...indicator, kind })}
      />
      <TextInput
        aria-label={`Indicator ${number}: value`}
        placeholder="Value"
        classNames={{ input: "mono" }}
        readOnly={isFrozen}
        value={indicator.value}
        onChange={(event) => onChange({ ...indicator, value: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`Indicator ${number}: note`}
        placeholder="Note"
        readOnly={isFrozen}
        value={indicator.note}
        onChange={(event) => onChange({ ...indicator, note: event.currentTarget.value })}
      />
      {!isFrozen && (
        <ActionIcon aria-label={`Remove indicator ${number}`} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </li>
  );
}
