import type { TechniqueDescription } from "../technique-catalogue.ts";
import { ALL_TECHNIQUES } from "./techniques.ts";

/** What an author may write, for the linter and the editor. */
export const TECHNIQUES: readonly TechniqueDescription[] = ALL_TECHNIQUES.map(({ description }) => description);
