import type { ReportBody, ReportView } from "@mailroom/server/contract";
import { SegmentedControl, TagsInput, Textarea } from "@mantine/core";
import { useEvidence } from "../api/evidence.ts";
import { ConfidenceSlider } from "../widgets/ConfidenceSlider.tsx";
import { Panel } from "../widgets/Panel.tsx";
import { ActionPicker } from "./ActionPicker.tsx";
import styles from "./Case.module.css";
import { FindingList } from "./FindingList.tsx";
import { IndicatorList } from "./IndicatorList.tsx";
import { REPORT_VERDICTS } from "./finding-words.ts";

interface Props {
  readonly exerciseId: string;
  readonly body: ReportBody;
  readonly actionLibrary: ReportView["actionLibrary"];
  readonly isFrozen: boolean;
  readonly onChange: (body: ReportBody) => void;
}

/** The report, section by section. */
export function ReportForm({ exerciseId, body, actionLibrary, isFrozen, onChange }: Props) {
  const pieces = useEvidence(exerciseId).data ?? [];
  const shared = { body, isFrozen, onChange };
  return (
    <div className={styles["form"]}>
      <Panel title="Verdict">
        <div className={styles["stack"]}>
          <SegmentedControl
            aria-label="Verdict"
            data={[...REPORT_VERDICTS]}
            value={body.verdict}
            disabled={isFrozen}
            onChange={(verdict) => onChange({ ...body, verdict })}
          />
          <ConfidenceSlider
            label="How sure"
            value={body.verdictConfidence}
            isDisabled={isFrozen}
            onChange={(verdictConfidence) => onChange({ ...body, verdictConfidence })}
          />
        </div>
      </Panel>
      <FindingList {...shared} pieces={pieces} />
      <IndicatorList {...shared} />
      <Panel title="Scope">
        <div className={styles["stack"]}>
          <ScopeField label="Hosts affected" part="hosts" {...shared} />
          <ScopeField label="Accounts affected" part="accounts" {...shared} />
          <ScopeField label="Mailboxes affected" part="mailboxes" {...shared} />
        </div>
      </Panel>
      <ActionPicker {...shared} library={actionLibrary} />
      <Panel title="Narrative">
        <Textarea
          aria-label="Narrative"
          description="What happened, in the order in which it happened, for a reader who was not there."
          autosize
          minRows={6}
          maxRows={24}
          maxLength={20_000}
          readOnly={isFrozen}
          value={body.narrative}
          onChange={(event) => onChange({ ...body, narrative: event.currentTarget.value })}
        />
      </Panel>
    </div>
  );
}

interface ScopeProps {
  readonly label: string;
  readonly part: keyof ReportBody["scope"];
  readonly body: ReportBody;
  readonly isFrozen: boolean;
  readonly onChange: (body: ReportBody) => void;
}

function ScopeField({ label, part, body, isFrozen, onChange }: ScopeProps) {
  return (
    <TagsInput
      label={label}
      placeholder={isFrozen || body.scope[part].length > 0 ? "" : "Type a name and press Enter"}
      value={body.scope[part]}
      disabled={isFrozen}
      splitChars={[",", ";", "\n"]}
      acceptValueOnBlur
      onChange={(names) => onChange({ ...body, scope: { ...body.scope, [part]: names } })}
    />
  );
}
