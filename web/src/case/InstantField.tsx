import { TextInput } from "@mantine/core";
import { useState } from "react";
import { parseInstantText } from "../base/time-text.ts";

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly isFrozen: boolean;
  readonly onChange: (instant: string | null) => void;
}

/** A UTC time typed as text; what is no time stays in the field with a word about it and is not saved. */
export function InstantField({ label, value, isFrozen, onChange }: Props) {
  const shown = value === null ? "" : value.replace("T", " ").replace("Z", "");
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? shown;
  const isBad = draft !== null && draft.trim() !== "" && parseInstantText(draft) === null;
  return (
    <TextInput
      label={label}
      placeholder={isFrozen ? "" : "2021-03-02 08:12:33"}
      readOnly={isFrozen}
      classNames={{ input: "mono" }}
      value={text}
      error={isBad ? "Year-month-day hour:minute" : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setDraft(typed);
        const instant = parseInstantText(typed);
        if (typed.trim() === "" || instant !== null) onChange(instant);
      }}
      onBlur={() => !isBad && setDraft(null)}
    />
  );
}
