import type { ScoreLine } from "../../contract/index.ts";
import { confidenceRemark, penaltyShare, rewardShare } from "./confidence.ts";
import { intruderSteps } from "./grade-findings.ts";
import type { AlertGrade, GradedAlert, GradeInput } from "./grade-input.ts";
import { scoreLine } from "./section.ts";

type Truth = AlertGrade["truth"];

interface JudgedAlert {
  readonly alert: GradedAlert;
  readonly truth: Truth;
  readonly why: string;
  /** −1 … 1: share of what the alert is worth. */
  readonly share: number;
  readonly isRight: boolean;
  readonly reason: string;
  readonly stepIds: readonly string[];
}

/** Why the right verdict for a rule is the benign one, when its author says nothing. */
const DEFAULT_WHY = "Nothing of the intruder's is behind these rows.";

/**
 * A verdict per alert, against the causes of the rows behind it. Alerts with the intruder behind them share one half of the
 * section's points, the others the other half, so that a flood of harmless alerts cannot drown the one that counts.
 */
export function gradeAlerts(input: GradeInput): { readonly lines: readonly ScoreLine[]; readonly alerts: readonly AlertGrade[] } {
  const alerts = [...input.alerts].sort((a, b) => a.number - b.number);
  const judged = alerts.map((alert) => judgeAlert(alert, alerts, input));
  const real = judged.filter(({ truth }) => truth === "true-positive").length;
  const harmless = judged.length - real;
  const { points } = input.scenario.grading.alerts;
  const worthOf = (item: JudgedAlert): number => {
    if (real === 0 || harmless === 0) return points / judged.length;
    return points / 2 / (item.truth === "true-positive" ? real : harmless);
  };
  return {
    lines: judged.map((item) => {
      const worth = worthOf(item);
      return scoreLine("triage", `alert-${item.alert.number}`, `Alert ${item.alert.number}: ${item.alert.title}`, {
        points: worth * item.share,
        pointsMax: worth,
        reason: item.reason,
        stepIds: [...item.stepIds],
        ...(item.share < 0 ? { outcome: "wrong" as const } : {}),
      });
    }),
    alerts: judged.map(({ alert, truth, isRight, reason }) => ({
      alertId: alert.id,
      number: alert.number,
      title: alert.title,
      truth,
      given: alert.verdict?.kind ?? null,
      isRight,
      reason,
    })),
  };
}

function judgeAlert(alert: GradedAlert, all: readonly GradedAlert[], input: GradeInput): JudgedAlert {
  const { truth, why } = truthOf(alert, input);
  const stepIds = [...new Set(alert.causes.flatMap(({ stepId }) => stepId ?? []))];
  const base = { alert, truth, why, stepIds };
  if (alert.verdict === null) return { ...base, share: 0, isRight: false, reason: `You gave no verdict. ${why}` };
  const { kind, confidence } = alert.verdict;
  if (kind === "duplicate") return { ...base, ...judgeDuplicate(alert, all, input) };
  if (kind === truth) {
    const remark = confidenceRemark(confidence);
    return { ...base, share: rewardShare(confidence), isRight: true, reason: `Right. ${why}${remark}` };
  }
  if (kind !== "true-positive" && truth !== "true-positive") {
    const meant =
      truth === "benign-true-positive"
        ? "the rule saw what it looks for, only nobody meant harm: a benign true positive"
        : "the rule saw something that it does not mean at all: a false positive";
    return { ...base, share: rewardShare(confidence) / 2, isRight: false, reason: `Harmless, as you say; but ${meant}. ${why}` };
  }
  const reason =
    truth === "true-positive" ? "You closed an alert with the intruder behind it." : "You raised the alarm over ordinary life.";
  return { ...base, share: -penaltyShare(confidence), isRight: false, reason: `${reason} ${why}` };
}

function truthOf(alert: GradedAlert, input: GradeInput): { readonly truth: Truth; readonly why: string } {
  const intruders = intruderSteps(input);
  const mine = input.scenario.story.filter(({ id }) => intruders.has(id) && alert.causes.some(({ stepId }) => stepId === id));
  if (mine.length > 0) return { truth: "true-positive", why: `Behind its rows: ${mine.map(({ title }) => title).join("; ")}.` };
  const rule = input.scenario.grading.alerts.rules.find(({ ruleId }) => ruleId === alert.ruleId);
  return { truth: rule?.benignVerdict ?? "false-positive", why: rule?.why ?? DEFAULT_WHY };
}

/** Right only if it points at an earlier or judged alert about the same thing, which is not itself called a duplicate. */
function judgeDuplicate(
  alert: GradedAlert,
  all: readonly GradedAlert[],
  input: GradeInput,
): Pick<JudgedAlert, "share" | "isRight" | "reason"> {
  const confidence = alert.verdict?.confidence ?? 0;
  const other = all.find(({ id }) => id === alert.verdict?.duplicateOf && id !== alert.id);
  const wrong = (reason: string) => ({ share: -penaltyShare(confidence), isRight: false, reason });
  if (other === undefined) return wrong("A duplicate of what? It names no other alert.");
  if (other.verdict?.kind === "duplicate")
    return wrong(`Alert ${other.number} is called a duplicate itself; name the one that was judged.`);
  if (!isSameCause(alert, other, input)) return wrong(`Alert ${other.number} is about something else: other rows, with another cause.`);
  const remark = confidenceRemark(confidence);
  return { share: rewardShare(confidence), isRight: true, reason: `Right: the same thing is behind alert ${other.number}.${remark}` };
}

function isSameCause(a: GradedAlert, b: GradedAlert, input: GradeInput): boolean {
  const [stepsA, stepsB] = [a, b].map(({ causes }) => new Set(causes.flatMap(({ stepId }) => stepId ?? [])));
  if (stepsA === undefined || stepsB === undefined) return false;
  if (stepsA.size > 0 || stepsB.size > 0) return [...stepsA].some((id) => stepsB.has(id));
  const actors = new Set(b.causes.map(({ actor }) => actor));
  const sameTruth = truthOf(a, input).truth === truthOf(b, input).truth;
  return sameTruth && a.ruleId === b.ruleId && a.causes.some(({ actor }) => actors.has(actor));
}
