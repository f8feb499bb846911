import type { ScenarioCard, StudioScenario } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";

/** The scenarios on disk, read afresh when their files change. Implemented by `library/`. */
export interface ScenarioLibrary {
  /** Playable ones, for the catalogue. */
  list(): Promise<readonly ScenarioCard[]>;
  /** All of them with lint findings, for their authors. */
  studio(): Promise<readonly StudioScenario[]>;
  /** Null when there is none of this name or it has errors. */
  get(slug: string): Promise<Scenario | null>;
}
