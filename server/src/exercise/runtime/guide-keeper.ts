import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { ExerciseId, TeamId } from "../../state/ids.ts";
import type { State } from "../../state/state.ts";
import type { World } from "../../telemetry/store.ts";
import type { EventBus } from "../event-bus.ts";
import type { LabEvent } from "../events.ts";
import { isMet, type GuideFacts } from "./guide-condition.ts";

/** Acts that can make a guide condition true. */
const DECISIVE: ReadonlySet<LabEvent["kind"]> = new Set([
  "PageOpened",
  "QueryRan",
  "RowsSeen",
  "EvidencePinned",
  "EvidenceUpdated",
  "AlertJudged",
  "ReportSaved",
  "ReportSubmitted",
]);

export interface GuideKeeperDeps {
  readonly state: State;
  readonly bus: EventBus;
  /** What the steps' conditions are about. Without a world yet, only what needs no rows can be done: reading the brief, say. */
  readonly contextOf: (exerciseId: ExerciseId) => { readonly scenario: Scenario; readonly world: World | null } | null;
  readonly simNowOf: (exerciseId: ExerciseId) => SimTime;
  readonly onError: (error: unknown) => void;
}

/** Ticks guide steps off as teams do what the steps ask for. Returns the way to stop. */
export function keepGuides(deps: GuideKeeperDeps): () => void {
  const queues = new Map<TeamId, Promise<void>>();
  return deps.bus.subscribe((event) => {
    if (!DECISIVE.has(event.kind) || !("teamId" in event)) return;
    const { exerciseId, teamId } = event;
    // One evaluation per team at a time: a burst of acts must not announce a step twice.
    const before = queues.get(teamId) ?? Promise.resolve();
    const next = before.then(() => advance(deps, exerciseId, teamId)).catch(deps.onError);
    queues.set(teamId, next);
    void next.then(() => queues.get(teamId) === next && queues.delete(teamId));
  });
}

async function advance(deps: GuideKeeperDeps, exerciseId: ExerciseId, teamId: TeamId): Promise<void> {
  const context = deps.contextOf(exerciseId);
  if (context === null || context.scenario.guide.length === 0) return;
  const done = new Set((await deps.state.guides.doneSteps(teamId)).map((step) => step.stepId));
  const open = context.scenario.guide.filter((step) => !done.has(step.id));
  if (open.length === 0) return;
  const facts = await gatherFacts(deps.state, teamId, context.world);
  for (const step of open) {
    if (!isMet(step.completedBy, facts)) continue;
    const at = deps.simNowOf(exerciseId);
    if (await deps.state.guides.markDone(teamId, step.id, at)) {
      deps.bus.announce({ kind: "GuideAdvanced", exerciseId, teamId, stepId: step.id });
    }
  }
}

async function gatherFacts(state: State, teamId: TeamId, world: World | null): Promise<GuideFacts> {
  const [acts, evidence, alerts, report] = await Promise.all([
    state.guides.actsOf(teamId),
    state.evidence.listOfTeam(teamId),
    state.alerts.listOfTeam(teamId),
    state.reports.find(teamId),
  ]);
  const stepsOf = (itemIds: readonly string[]): ReadonlySet<string> =>
    new Set(itemIds.flatMap((itemId) => world?.truth.storyCauseOf(itemId)?.stepId ?? []));
  return {
    acts,
    pinnedSteps: stepsOf(evidence.flatMap((pin) => (pin.isRemoved || pin.itemId === null ? [] : [pin.itemId]))),
    judgedAlerts: alerts.filter((alert) => alert.verdict !== null).map((alert) => stepsOf(alert.itemIds)),
    report: report?.body ?? null,
    isSubmitted: report?.submittedAt != null,
  };
}
