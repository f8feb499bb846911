import type { SavedQueryView } from "../../contract/index.ts";
import type { SavedQuery } from "../state/saved-query.ts";
import { presentWallTime } from "./instant.ts";

export function presentSavedQuery({ id, name, text, range, savedBy, savedAt, isRemoved }: SavedQuery): SavedQueryView {
  return { id, name, text, range: { ...range }, savedBy, savedAt: presentWallTime(savedAt), isRemoved };
}
