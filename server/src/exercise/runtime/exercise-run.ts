import type { ClockCommand, ClockView } from "../../../contract/index.ts";
import type { SimTime } from "../../base/sim-time.ts";
import type { Scenario } from "../../scenario/model.ts";
import type { ClockRecord } from "../../state/clock.ts";
import type { Heartbeat } from "../../state/heartbeat.ts";
import type { Exercise } from "../../state/exercise.ts";
import type { WallMs } from "../../state/ids.ts";
import type { State } from "../../state/state.ts";
import type { World, WorldProgress } from "../../telemetry/store.ts";
import type { EventBus } from "../event-bus.ts";
import { refuseConflict } from "../refusal.ts";
import type { AlertForecast } from "./alert-forecast.ts";
import { anchorAt, commandClock, justAfter, simNowAt, stopAtEnd, viewClock } from "./clock.ts";

/** A loss of power costs a running clock at most so much wall-clock time; an end of the process alone costs it none. */
const SAVE_EVERY_MS = 5_000;

export interface RunDeps {
  readonly state: State;
  readonly bus: EventBus;
  readonly wallClock: () => WallMs;
  readonly heartbeat: Heartbeat;
}

/** One exercise that is taken up: its clock in memory, its world, and how far everything has been announced. */
export class ExerciseRun {
  readonly exercise: Exercise;
  readonly scenario: Scenario;
  progress: WorldProgress = { state: "building", progress: 0, message: "Waiting for the simulation" };
  world: World | null = null;

  readonly #deps: RunDeps;
  #clock: ClockRecord;
  #savedAt: WallMs;
  #forecast: AlertForecast | null = null;
  #countedUpTo: SimTime;
  #raised = 0;
  #isTicking = false;

  constructor(exercise: Exercise, scenario: Scenario, clock: ClockRecord, deps: RunDeps) {
    this.exercise = exercise;
    this.scenario = scenario;
    this.#clock = clock;
    this.#deps = deps;
    this.#savedAt = deps.wallClock();
    this.#countedUpTo = clock.simAt;
  }

  get clock(): ClockView {
    return viewClock(this.#clock, this.#toldNow());
  }

  get simNow(): SimTime {
    return simNowAt(this.#clock, this.#toldNow());
  }

  /** What is told of the clock must hold after a crash too: a row that was seen does not lie in the future again. */
  #toldNow(): WallMs {
    const now = this.#deps.wallClock();
    this.#deps.heartbeat.beat(now);
    return now;
  }

  get isEnded(): boolean {
    return this.#clock.state === "ended";
  }

  async worldIsReady(world: World, forecast: AlertForecast): Promise<void> {
    this.world = world;
    this.#forecast = forecast;
    // A learner alone has nobody to press start for them.
    if (this.exercise.mode === "solo" && this.#clock.state === "lobby") await this.command({ verb: "start" });
    await this.tick();
  }

  async command(command: ClockCommand): Promise<ClockView> {
    if (command.verb === "start" && this.world === null) {
      throw refuseConflict("exercise/world_not_ready", "The simulation is still writing the logs. Start when it is ready.");
    }
    const jumpTo = command.verb === "jump" ? await this.#nextOfInterest() : null;
    await this.#change(commandClock(this.#clock, command, this.#deps.wallClock(), jumpTo));
    if (command.verb === "end") await this.#end();
    else await this.tick();
    return this.clock;
  }

  /** Announces what has become due since the last tick. Never runs twice at a time. */
  async tick(): Promise<void> {
    if (this.#isTicking || this.world === null || this.#forecast === null) return;
    this.#isTicking = true;
    try {
      const stopped = stopAtEnd(this.#clock, this.#deps.wallClock());
      if (stopped !== null) await this.#change(stopped);
      const { simNow } = this;
      this.#announceRows(this.world, simNow);
      await this.#sendInjects(simNow);
      await this.#raiseAlerts(this.#forecast, simNow);
      await this.#saveNowAndThen();
    } finally {
      this.#isTicking = false;
    }
  }

  async save(): Promise<void> {
    this.#savedAt = this.#deps.wallClock();
    await this.#deps.state.clocks.save(this.exercise.id, anchorAt(this.#clock, this.#savedAt));
  }

  async #end(): Promise<void> {
    await this.#deps.state.queryTokens.revokeOfExercise(this.exercise.id);
    this.#deps.bus.announce({ kind: "ExerciseEnded", exerciseId: this.exercise.id });
  }

  async #change(clock: ClockRecord): Promise<void> {
    await this.#deps.state.clocks.save(this.exercise.id, clock);
    this.#clock = clock;
    this.#savedAt = this.#deps.wallClock();
    this.#deps.bus.announce({ kind: "ClockChanged", exerciseId: this.exercise.id, clock: this.clock });
  }

  #announceRows(world: World, simNow: SimTime): void {
    if (simNow <= this.#countedUpTo) return;
    const added = Object.fromEntries([...world.countVisible(this.#countedUpTo, simNow)].filter(([, count]) => count > 0));
    this.#countedUpTo = simNow;
    if (Object.keys(added).length > 0) {
      this.#deps.bus.announce({ kind: "RowsBecameVisible", exerciseId: this.exercise.id, added });
    }
  }

  async #sendInjects(simNow: SimTime): Promise<void> {
    if (this.#clock.state === "lobby") return;
    const { injects } = this.#deps.state;
    for (const inject of await injects.due(this.exercise.id, simNow)) {
      if (!(await injects.markSent(inject.id, simNow))) continue;
      this.#deps.bus.announce({ kind: "InjectSent", exerciseId: this.exercise.id, inject: { ...inject, status: "sent", sentAt: simNow } });
    }
  }

  async #raiseAlerts(forecast: AlertForecast, simNow: SimTime): Promise<void> {
    const hits = forecast.knownUpTo(simNow);
    if (hits.length === this.#raised) return;
    const { state } = this.#deps;
    const exerciseId = this.exercise.id;
    const teamIds = (await state.exercises.teamsOf(exerciseId)).map((team) => team.id);
    for (const hit of hits.slice(this.#raised)) {
      const alerts = await state.transact((repositories) => repositories.alerts.raise(exerciseId, teamIds, hit));
      this.#raised += 1;
      for (const alert of alerts) this.#deps.bus.announce({ kind: "AlertRaised", exerciseId, teamId: alert.teamId, alert });
    }
  }

  async #saveNowAndThen(): Promise<void> {
    if (this.#clock.state === "running" && this.#deps.wallClock() - this.#savedAt >= SAVE_EVERY_MS) await this.save();
  }

  /** Just after the next inject, alert or story row that somebody could notice; null when nothing is left. */
  async #nextOfInterest(): Promise<SimTime | null> {
    const { world, simNow } = this;
    if (world === null) return null;
    const injects = (await this.#deps.state.injects.list(this.exercise.id))
      .filter((inject) => inject.status === "scheduled")
      .flatMap((inject) => inject.plannedAt ?? []);
    const rows = world.truth.steps.flatMap((step) => world.truth.rowsOfStep(step.stepId).map((row) => row.visibleAt));
    const alert = await this.#forecast?.nextAfter(simNow);
    const ahead = [...injects, ...rows, ...(alert ? [alert.raisedAt] : [])].filter((at) => at > simNow && at < world.window.exerciseEnd);
    const [first] = ahead.sort((a, b) => a - b);
    return first === undefined ? null : justAfter(first);
  }
}
