import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Logger } from "pino";
import type { Auth } from "./auth/create-auth.ts";
import type { Lab } from "./exercise/lab.ts";
import { rendererFor, scenarioOf } from "./exercise/scenario-of.ts";
import { createAdmission } from "./live/admission.ts";
import { LiveHub } from "./live/hub.ts";
import { dropSlow, serveLive } from "./live/live-server.ts";
import type { PresenceBook } from "./live/presence.ts";
import { LivePublisher } from "./live/publisher.ts";
import { presentGuide } from "./present/guide.ts";
import type { ExerciseId, TeamId } from "./state/ids.ts";

export interface LiveDeps {
  readonly server: Server;
  readonly lab: Lab;
  readonly auth: Auth;
  readonly presence: PresenceBook;
  readonly logger: Logger;
}

/** Puts the live channel together. Returns the way to stop it. */
export function startLive({ server, lab, auth, presence, logger }: LiveDeps): () => void {
  const onError = (error: unknown): void => logger.error({ err: error }, "the live channel failed");
  const hub = new LiveHub(randomUUID(), dropSlow);
  const publisher = new LivePublisher({
    hub,
    bus: lab.bus,
    presence,
    teamsOf: async (exerciseId) => (await lab.state.exercises.teamsOf(exerciseId)).map(({ id }) => id),
    guideOf: (exerciseId, teamId) => guideOf(lab, exerciseId, teamId),
    renderTextOf: (exerciseId) => rendererFor(lab, { id: exerciseId }),
    onError,
  });
  const stopPublishing = publisher.start();
  const stopServing = serveLive({
    server,
    hub,
    presence,
    bus: lab.bus,
    admit: createAdmission(auth, lab),
    onPresence: (seat) => publisher.presenceChanged(seat),
    onError,
  });
  return () => {
    stopServing();
    stopPublishing();
  };
}

async function guideOf(lab: Lab, exerciseId: ExerciseId, teamId: TeamId) {
  const exercise = await lab.state.exercises.find(exerciseId);
  if (exercise === null) throw new RangeError(`no exercise ${exerciseId}`);
  const [scenario, done, hints, render] = await Promise.all([
    scenarioOf(lab, exercise),
    lab.state.guides.doneSteps(teamId),
    lab.state.guides.openedHints(teamId),
    rendererFor(lab, exercise),
  ]);
  return presentGuide(scenario.guide, done, hints, render);
}
