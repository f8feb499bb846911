import type { EvidenceView, Finding } from "@mailroom/server/contract";
import { ActionIcon, Select, TextInput, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { ConfidenceSlider } from "../widgets/ConfidenceSlider.tsx";
import { EvidencePicker } from "../widgets/EvidencePicker.tsx";
import { focusOn } from "../widgets/focus-on.ts";
import styles from "./Case.module.css";
import { FINDING_KINDS } from "./finding-words.ts";
import { InstantField } from "./InstantField.tsx";

interface Props {
  readonly number: number;
  readonly finding: Finding;
  readonly pieces: readonly EvidenceView[];
  readonly isFrozen: boolean;
  /** It was added just now: the caret goes where one begins to write. */
  readonly takesFocus: boolean;
  readonly onChange: (finding: Finding) => void;
  readonly onRemove: () => void;
}

/** One finding: what, when, where, who, to what, how sure, on which evidence. */
export function FindingEditor({ number, finding, pieces, isFrozen, takesFocus, onChange, onRemove }: Props) {
  const text = (key: "host" | "who" | "object", label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={isFrozen ? "" : placeholder}
      readOnly={isFrozen}
      value={finding[key]}
      classNames={{ input: "mono" }}
      onChange={(event) => onChange({ ...finding, [key]: event.currentTarget.value })}
    />
  );
  return (
    <li className={styles["finding"]} aria-label={`Finding ${number}`}>
      <div className={styles["findingHead"]}>
        <Select
          ref={takesFocus ? focusOn : undefined}
          label={`Finding ${number}: what`}
          data={[...FINDING_KINDS]}
          allowDeselect={false}
          searchable
          selectFirstOptionOnChange
          readOnly={isFrozen}
          value={finding.kind}
          onChange={(kind) => kind !== null && onChange({ ...finding, kind })}
        />
        <InstantField label="When (UTC)" isFrozen={isFrozen} value={finding.at} onChange={(at) => onChange({ ...finding, at })} />
        {text("host", "Where", "host")}
        {text("who", "Who", "address, account or process")}
        {!isFrozen && (
          <ActionIcon aria-label={`Remove finding ${number}`} className={styles["remove"] ?? ""} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </div>
      {text("object", "To what", "file, URL, command or mailbox")}
      <Textarea
        label="Statement"
        placeholder={isFrozen ? "" : "What happened, in a sentence or two."}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        readOnly={isFrozen}
        value={finding.statement}
        onChange={(event) => onChange({ ...finding, statement: event.currentTarget.value })}
      />
      <EvidencePicker
        label="Evidence"
        pieces={pieces}
        value={finding.evidenceIds}
        isDisabled={isFrozen}
        onChange={(evidenceIds) => onChange({ ...finding, evidenceIds, ...timeFrom(finding, pieces, evidenceIds) })}
      />
      <ConfidenceSlider
        label="How sure"
        value={finding.confidence}
        isDisabled={isFrozen}
        onChange={(confidence) => onChange({ ...finding, confidence })}
      />
    </li>
  );
}

/** The first cited row dates a finding that has no time yet; a time that somebody typed stays. */
function timeFrom(finding: Finding, pieces: readonly EvidenceView[], evidenceIds: readonly string[]): { readonly at?: string } {
  if (finding.at !== null) return {};
  const first = pieces
    .filter((piece) => evidenceIds.includes(piece.id))
    .flatMap((piece) => piece.eventAt ?? [])
    .toSorted()[0];
  return first === undefined ? {} : { at: first };
}
