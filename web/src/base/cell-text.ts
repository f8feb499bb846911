/** A cell of a query result as plain text, on one line. */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell;
  return JSON.stringify(cell);
}
