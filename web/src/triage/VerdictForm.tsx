import type { AlertSummary, VerdictKind } from "@mailroom/server/contract";
import { Button, Select, Textarea } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useCommands } from "../commands/registry.ts";
import { ConfidenceSlider } from "../widgets/ConfidenceSlider.tsx";
import { Kbd } from "../widgets/Kbd.tsx";
import { focusOn } from "../widgets/focus-on.ts";
import styles from "./Triage.module.css";
import { EMPTY_VERDICT, type VerdictDraft, verdictDraft } from "./verdict-draft.ts";
import { VERDICTS } from "./verdict-words.ts";

/** A verdict with nothing missing. */
export type Judgement = VerdictDraft & { readonly kind: VerdictKind };

interface Props {
  readonly alert: AlertSummary;
  readonly alerts: readonly AlertSummary[];
  readonly takesFocus: boolean;
  readonly onJudge: (judgement: Judgement) => void;
}

/** What still keeps a judgement from being sent, in words; null when nothing does. */
function missingPart({ kind, reason, duplicateOf }: VerdictDraft): string | null {
  if (kind === null) return "Choose a verdict.";
  if (kind === "duplicate" && duplicateOf === null) return "Say which alert it repeats.";
  return reason.trim() === "" ? "Give your reason in one sentence." : null;
}

/** Verdict, confidence, one sentence; what is half written waits for one's return. Complaints appear only after a try. */
export function VerdictForm({ alert, alerts, takesFocus, onJudge }: Props) {
  const kept = verdictDraft(alert.id);
  const [draft, setDraft] = useState(() => kept.read() ?? EMPTY_VERDICT);
  const [hasTried, setTried] = useState(false);
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const missing = missingPart(draft);
  const change = (part: Partial<VerdictDraft>): void => {
    const changed = { ...draft, ...part };
    kept.keep(changed);
    setDraft(changed);
  };
  const pick = (kind: VerdictKind): void => {
    change({ kind });
    reasonField.current?.focus();
  };
  useCommands(
    VERDICTS.map((verdict) => ({
      id: `alert.judge.${verdict.kind}`,
      title: `Verdict: ${verdict.title.toLowerCase()}`,
      group: "Alerts",
      keys: [verdict.keys],
      run: () => pick(verdict.kind),
    })),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const { kind, reason, duplicateOf } = draft;
    if (kind === null || missing !== null) return;
    onJudge({ ...draft, kind, reason: reason.trim(), duplicateOf: kind === "duplicate" ? duplicateOf : null });
  };
  return (
    <form
      ref={takesFocus ? focusOn : undefined}
      tabIndex={-1}
      className={styles["verdict"]}
      onSubmit={submit}
      aria-labelledby="verdict-title"
      noValidate
    >
      <h3 id="verdict-title" className={styles["sectionTitle"]}>
        Your verdict
      </h3>
      <KindChoice kind={draft.kind} onChange={(kind) => change({ kind })} />
      {draft.kind === "duplicate" && (
        <Select
          label="It repeats"
          placeholder="Choose the earlier alert"
          searchable
          selectFirstOptionOnChange
          data={alerts.filter((one) => one.id !== alert.id).map((one) => ({ value: one.id, label: `#${one.number} ${one.title}` }))}
          value={draft.duplicateOf}
          onChange={(duplicateOf) => change({ duplicateOf })}
        />
      )}
      <ConfidenceSlider label="How sure" value={draft.confidence} onChange={(confidence) => change({ confidence })} />
      <Textarea
        ref={reasonField}
        label="Reason"
        description="One sentence: what in the rows decides it."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={draft.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
      <div className={styles["verdictFoot"]}>
        <Button type="submit">Close the alert</Button>
        <span role="alert" className={styles["complaint"]}>
          {hasTried && missing !== null ? missing : ""}
        </span>
      </div>
    </form>
  );
}

function KindChoice({ kind, onChange }: { readonly kind: VerdictKind | null; readonly onChange: (kind: VerdictKind) => void }) {
  return (
    <fieldset className={styles["kinds"]}>
      <legend className="visually-hidden">Verdict</legend>
      {VERDICTS.map((verdict) => (
        <label key={verdict.kind} className={styles["kind"]} data-chosen={kind === verdict.kind || undefined}>
          <input type="radio" name="verdict" value={verdict.kind} checked={kind === verdict.kind} onChange={() => onChange(verdict.kind)} />
          <span>
            <strong>{verdict.title}</strong> <Kbd keys={verdict.keys} />
            <span className={styles["kindMeaning"]}>{verdict.meaning}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
