/** Whether a column of a scenario's `evidence` means this one: its name, or its beginning before a final `*`. */
export function isEvidenceColumn(name: string, declared: string): boolean {
  return declared.endsWith("*") ? name.startsWith(declared.slice(0, -1)) : name === declared;
}
