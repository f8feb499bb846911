import type { ReportView } from "../../contract/index.ts";
import type { Scenario } from "../scenario/model.ts";
import type { Report } from "../state/report.ts";
import { presentWallTime, type RenderText } from "./instant.ts";

/** The actions come without their points: right and wrong ones look alike. */
export function presentReport(report: Report, scenario: Scenario, render: RenderText): ReportView {
  return {
    body: report.body,
    revision: report.revision,
    savedAt: report.savedAt === null ? null : presentWallTime(report.savedAt),
    savedBy: report.savedBy,
    submittedAt: report.submittedAt === null ? null : presentWallTime(report.submittedAt),
    submittedBy: report.submittedBy,
    actionLibrary: scenario.grading.actions.library.map(({ id, title, description }) => ({
      id,
      title: render(title),
      description: render(description),
    })),
  };
}
