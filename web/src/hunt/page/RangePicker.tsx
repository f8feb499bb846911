import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconClock } from "@tabler/icons-react";
import { useState } from "react";
import {
  LAST_MINUTES_CHOICES,
  minutesLabel,
  parseUtcInput,
  rangeLabel,
  resolveRange,
  shiftRange,
  type TabRange,
} from "../desk/tab-range.ts";
import styles from "./page.module.css";

type RangePickerProps = { readonly range: TabRange; readonly simNow: () => string; readonly onChoose: (range: TabRange) => void };

/** The time range of a tab on the exercise clock: the last so long, or two UTC times. */
export function RangePicker({ range, simNow, onChoose }: RangePickerProps) {
  const [isOpen, setOpen] = useState(false);
  const choose = (chosen: TabRange) => {
    setOpen(false);
    onChoose(chosen);
  };
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label="Earlier (t ←)">
        <ActionIcon aria-label="Shift the time range earlier" onClick={() => onChoose(shiftRange(range, -1, simNow()))}>
          <IconChevronLeft size={16} />
        </ActionIcon>
      </Tooltip>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus returnFocus width={400}>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconClock size={14} />}
            aria-label={`Time range: ${rangeLabel(range)}`}
            onClick={() => setOpen(!isOpen)}
          >
            {rangeLabel(range)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Time range">
          <div className={styles["range"]}>
            <ul aria-label="Until now on the exercise clock">
              {LAST_MINUTES_CHOICES.map((minutes) => (
                <li key={minutes}>
                  <button
                    type="button"
                    aria-pressed={range.kind === "last" && range.lastMinutes === minutes}
                    onClick={() => choose({ kind: "last", lastMinutes: minutes })}
                  >
                    Last {minutesLabel(minutes)}
                  </button>
                </li>
              ))}
            </ul>
            <FixedRange range={range} simNow={simNow} onChoose={choose} />
          </div>
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Later (t →)">
        <ActionIcon aria-label="Shift the time range later" onClick={() => onChoose(shiftRange(range, 1, simNow()))}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function FixedRange({ range, simNow, onChoose }: RangePickerProps) {
  const [initial] = useState(() => resolveRange(range, simNow()));
  const [from, setFrom] = useState(() => readable(initial.from));
  const [to, setTo] = useState(() => readable(initial.to));
  const [fromInstant, toInstant] = [parseUtcInput(from), parseUtcInput(to)];
  const isBackward = fromInstant !== null && toInstant !== null && fromInstant >= toInstant;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fromInstant !== null && toInstant !== null && !isBackward) onChoose({ kind: "fixed", from: fromInstant, to: toInstant });
      }}
    >
      <TextInput
        label="From (UTC)"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        error={fromInstant === null && "As 2021-03-03 06:49"}
      />
      <TextInput
        label="To (UTC)"
        mt={6}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        error={toInstant === null ? "As 2021-03-03 06:49" : isBackward && "Ends before it begins"}
      />
      <Button type="submit" mt={10} disabled={fromInstant === null || toInstant === null || isBackward}>
        Set range
      </Button>
    </form>
  );
}

function readable(instant: string): string {
  return instant.slice(0, 19).replace("T", " ");
}
