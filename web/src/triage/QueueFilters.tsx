import { SegmentedControl, Select } from "@mantine/core";
import type { AlertSearch, QueueFilter } from "./alert-search.ts";

const PARTS: readonly { readonly value: QueueFilter; readonly label: string }[] = [
  { value: "open", label: "Open" },
  { value: "mine", label: "Mine" },
  { value: "closed", label: "Closed" },
  { value: "all", label: "All" },
];

export function QueueFilters({ search, onChange }: { readonly search: AlertSearch; readonly onChange: (search: AlertSearch) => void }) {
  return (
    <>
      <SegmentedControl
        aria-label="Part of the queue"
        data={[...PARTS]}
        value={search.show ?? "open"}
        onChange={(show) => onChange({ ...search, show })}
      />
      <Select
        aria-label="Severity"
        placeholder="Any severity"
        w={140}
        clearable
        clearButtonProps={{ "aria-label": "Show every severity" }}
        data={[
          { value: "high", label: "High" },
          { value: "medium", label: "Medium" },
          { value: "low", label: "Low" },
          { value: "informational", label: "Informational" },
        ]}
        value={search.severity ?? null}
        onChange={(severity) => {
          const { severity: _before, ...rest } = search;
          onChange(severity === null ? rest : { ...rest, severity });
        }}
      />
    </>
  );
}
