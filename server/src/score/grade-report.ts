import type { ScoreLine } from "../../contract/index.ts";
import { gradeActions } from "./grade-actions.ts";
import { gradeAlerts } from "./grade-alerts.ts";
import { gradeFindings } from "./grade-findings.ts";
import { gradeHints } from "./grade-hints.ts";
import { gradeIndicators } from "./grade-indicators.ts";
import type { Grade, GradeInput, ScoreSection } from "./grade-input.ts";
import { gradeNarrative } from "./grade-narrative.ts";
import { gradeScope } from "./grade-scope.ts";
import { gradeVerdict } from "./grade-verdict.ts";
import { roundPoints } from "./section.ts";
import { TruthValues } from "./truth-values.ts";

const SECTION_ORDER: readonly ScoreSection[] = ["verdict", "findings", "triage", "indicators", "scope", "actions", "narrative", "hints"];

/**
 * The grade of a team's work against what really happened: the same work, the same grade, and a reason for every point.
 * Pure. Lines are in the order of sections; the total never falls below 0.
 */
export function gradeReport(input: GradeInput): Grade {
  const values = new TruthValues(input.cast);
  const findings = gradeFindings(input, values);
  const triage = gradeAlerts(input);
  const lines = [
    gradeVerdict(input),
    ...findings.lines,
    ...triage.lines,
    ...gradeIndicators(input, values),
    ...gradeScope(input, values),
    ...gradeActions(input),
    ...gradeNarrative(input, values),
    ...gradeHints(input),
  ];
  const sections = SECTION_ORDER.map((section) => sumOf(section, lines)).filter(({ section }) =>
    lines.some((line) => line.section === section),
  );
  return {
    lines: lines.map((line) => ({
      ...line,
      points: roundPoints(line.points),
      pointsMax: roundPoints(line.pointsMax),
      title: values.render(line.title),
      reason: values.render(line.reason),
    })),
    points: Math.max(0, roundPoints(lines.reduce((sum, { points }) => sum + points, 0))),
    pointsMax: roundPoints(lines.reduce((sum, { pointsMax }) => sum + pointsMax, 0)),
    sections,
    alerts: triage.alerts.map((alert) => ({ ...alert, reason: values.render(alert.reason) })),
    decoysTaken: findings.decoysTaken,
  };
}

function sumOf(section: ScoreSection, lines: readonly ScoreLine[]): Grade["sections"][number] {
  const own = lines.filter((line) => line.section === section);
  return {
    section,
    points: roundPoints(own.reduce((sum, { points }) => sum + points, 0)),
    pointsMax: roundPoints(own.reduce((sum, { pointsMax }) => sum + pointsMax, 0)),
  };
}
