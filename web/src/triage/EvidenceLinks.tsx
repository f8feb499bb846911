import { useEvidence } from "../api/evidence.ts";
import { EvidencePicker } from "../widgets/EvidencePicker.tsx";

interface Props {
  readonly exerciseId: string;
  readonly linked: readonly string[];
  readonly onChange: (evidenceIds: string[]) => void;
}

/** Evidence that speaks for the verdict. */
export function EvidenceLinks({ exerciseId, linked, onChange }: Props) {
  const pieces = useEvidence(exerciseId).data ?? [];
  return <EvidencePicker label="Linked evidence" pieces={pieces} value={linked} onChange={onChange} />;
}
