import type { ReportBody } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { TeamWork } from "../state/report.ts";
import type { World } from "../telemetry/store.ts";
import type { Grade } from "../score/grade-input.ts";

/** Everything that a debrief is made of: truth beside a team's work. Leaves only through `present/debrief.ts`. */
export interface Debrief {
  readonly scenario: Scenario;
  readonly world: World;
  readonly work: TeamWork;
  readonly grade: Grade;
  readonly submittedReport: ReportBody | null;
  readonly render: (text: string) => string;
}
