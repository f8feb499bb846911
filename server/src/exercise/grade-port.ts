import type { DebriefView } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { TeamWork } from "../state/report.ts";
import type { World } from "../telemetry/store.ts";

/** What a grade says: points with reasons, decoys, alerts. Deterministic: the same work gives the same grade. */
export type Grade = Pick<DebriefView, "points" | "pointsMax" | "sections" | "lines" | "decoys" | "alerts">;

/** Compares a team's work with the truth of its world. */
export type GradeTeam = (scenario: Scenario, world: World, work: TeamWork) => Promise<Grade>;
