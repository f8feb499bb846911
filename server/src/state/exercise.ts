import type { Scenario } from "../scenario/model.ts";
import type { ExerciseId, TeamId, UserId, WallMs } from "./ids.ts";

/** One run of one scenario version, with a seed. Its clock is a record of its own. */
export interface Exercise {
  readonly id: ExerciseId;
  readonly title: string;
  readonly mode: "solo" | "class";
  readonly ownerId: UserId;
  readonly slug: string;
  /** The scenario's content hash at creation: later edits of the files do not touch a running exercise. */
  readonly scenarioHash: string;
  readonly engineVersion: string;
  readonly seed: number;
  /** Null for a solo exercise: nobody joins it. */
  readonly joinCode: string | null;
  readonly createdAt: WallMs;
}

export interface Team {
  readonly id: TeamId;
  readonly exerciseId: ExerciseId;
  readonly name: string;
}

export interface Member {
  readonly userId: UserId;
  readonly teamId: TeamId;
  readonly displayName: string;
}

export interface ExerciseRepository {
  find(id: ExerciseId): Promise<Exercise | null>;
  findByJoinCode(code: string): Promise<Exercise | null>;
  /** Exercises that the person owns or sits in, newest first. */
  listFor(userId: UserId): Promise<readonly Exercise[]>;
  /** Exercises whose clock runs: taken up again after a start of the server. The others are, when somebody enters them. */
  listRunning(): Promise<readonly Exercise[]>;
  insert(exercise: Exercise): Promise<void>;
  /** In the order in which they were created. */
  teamsOf(id: ExerciseId): Promise<readonly Team[]>;
  membersOf(id: ExerciseId): Promise<readonly Member[]>;
  insertTeam(team: Team, position: number): Promise<void>;
  insertMember(member: { readonly exerciseId: ExerciseId; readonly teamId: TeamId; readonly userId: UserId }, at: WallMs): Promise<void>;
  /** Keeps one copy per content hash. */
  keepScenario(scenario: Scenario): Promise<void>;
  /** The scenario as it was when the exercise was made. */
  scenarioOf(scenarioHash: string): Promise<Scenario | null>;
}
