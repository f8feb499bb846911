import { z } from "zod";
import type { EvidenceView } from "../../contract/index.ts";
import type { Evidence } from "../state/evidence.ts";
import { presentSimTime } from "./instant.ts";

const Cells = z.array(z.json());

export function presentEvidence(evidence: Evidence): EvidenceView {
  return {
    id: evidence.id,
    itemId: evidence.itemId,
    kind: evidence.kind,
    table: evidence.table,
    eventAt: evidence.eventAt === null ? null : presentSimTime(evidence.eventAt),
    columns: evidence.columns.map(({ name, type }) => ({ name, type })),
    cells: Cells.parse(evidence.cells),
    queryText: evidence.queryText,
    note: evidence.note,
    labels: [...evidence.labels],
    pinnedBy: evidence.pinnedBy,
    pinnedAt: presentSimTime(evidence.pinnedAt),
    isRemoved: evidence.isRemoved,
  };
}
