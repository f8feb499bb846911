/** Stable ids of the mock lab: `idOf("alert", 2)`. */
export function idOf(kind: "exercise" | "team" | "user" | "alert" | "evidence" | "inject" | "note", number: number): string {
  const kinds = ["exercise", "team", "user", "alert", "evidence", "inject", "note"];
  return `${String(kinds.indexOf(kind) + 1).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export const EXERCISE_ID = idOf("exercise", 1);
