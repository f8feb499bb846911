import type { FindingList } from "../finding-list.ts";
import { suggestName } from "../nearest-name.ts";
import type { Proof } from "../model.ts";

const HEADER_KEYS = ["question", "finds", "rows"] as const;

/**
 * A proof is a query with a head of comments: `// question: …`, `// finds: step, step`, `// rows: 1..5`.
 * Null when the head is not complete; the findings say what is missing.
 */
export function buildProof(file: string, text: string, stepIds: readonly string[], findings: FindingList): Proof | null {
  const lines = text.split("\n");
  const head = new Map<string, { readonly value: string; readonly line: number }>();
  let line = 0;
  for (; line < lines.length; line++) {
    const match = /^\s*\/\/\s*([a-z]+)\s*:\s*(.*)$/i.exec(lines[line] ?? "");
    if (match === null) break;
    head.set((match[1] ?? "").toLowerCase(), { value: (match[2] ?? "").trim(), line: line + 1 });
  }
  for (const [key, entry] of head) {
    if (HEADER_KEYS.some((known) => known === key)) continue;
    findings.error(
      file,
      { line: entry.line, column: 1 },
      "proof-bad-header",
      `\`${key}\` is not a proof header.`,
      suggestName(key, HEADER_KEYS),
    );
  }
  const question = head.get("question");
  const rows = head.get("rows");
  const range = /^(\d+)(?:\s*\.\.\s*(\d+|\*))?$/.exec(rows?.value ?? "1..*");
  const query = lines.slice(line).join("\n").trim();
  if (question === undefined || question.value === "" || range === null || query === "") {
    const place = { line: rows !== undefined && range === null ? rows.line : 1, column: 1 };
    const fix = "Begin with `// question: …`, `// finds: step-id, step-id` and `// rows: 1..5`, then the query.";
    findings.error(file, place, "proof-bad-header", "This proof has no complete head.", fix);
    return null;
  }
  const finds = checkFinds(file, head.get("finds"), stepIds, findings);
  const rowsMin = Number(range[1]);
  const rowsMax = range[2] === undefined ? rowsMin : range[2] === "*" ? Number.MAX_SAFE_INTEGER : Number(range[2]);
  return { file, question: question.value, query, finds, rowsMin, rowsMax };
}

function checkFinds(
  file: string,
  header: { readonly value: string; readonly line: number } | undefined,
  stepIds: readonly string[],
  findings: FindingList,
): string[] {
  const finds = (header?.value ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  const place = { line: header?.line ?? 1, column: 1 };
  if (finds.length === 0) {
    findings.error(file, place, "proof-without-step", "This proof does not say which steps it finds.", "Add `// finds: step-id, step-id`.");
  }
  for (const id of finds) {
    if (stepIds.includes(id)) continue;
    findings.error(file, place, "proof-unknown-step", `The story has no step \`${id}\`.`, suggestName(id, stepIds));
  }
  return finds;
}
