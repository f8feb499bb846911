/** What an author may write in a step's `technique` and `parameters`; the linter and the editor's completion read it. */
export interface TechniqueDescription {
  readonly name: string;
  readonly summary: string;
  /** ATT&CK ids (v18). */
  readonly attack: readonly string[];
  readonly parameters: readonly TechniqueParameter[];
  /** Keys that a step adds to the cast as `story.<stepId>.<key>`, for texts and grading to quote. */
  readonly yields: readonly string[];
  /** It needs the front end of Exchange 2013 and later: there is nothing in 2010 that it could be done to. */
  readonly isSince2013?: true;
  readonly source: string;
}

export interface TechniqueParameter {
  readonly name: string;
  /** `host`, `person`: a role of the cast. `step`: id of another step. */
  readonly kind: "host" | "person" | "step" | "text" | "integer" | "boolean" | "choice";
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly doc: string;
}
