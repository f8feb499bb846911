/** Paths through `<EventData><Data Name="…">…</Data></EventData>` as `parse_xml` reads it, below the elements around it. */
export function nestedFields(...around: readonly string[]): readonly (readonly string[])[] {
  return ["@Name", "#text"].map((name) => [...around, "EventData", "Data", name]);
}
