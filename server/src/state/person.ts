import type { Role } from "../../contract/index.ts";
import type { ExerciseId, TeamId, UserId } from "./ids.ts";

export interface Person {
  readonly id: UserId;
  readonly displayName: string;
  readonly role: Role;
  readonly hasPassword: boolean;
}

export interface Membership {
  readonly exerciseId: ExerciseId;
  readonly teamId: TeamId;
}

/** Who asks: nobody, or a person with every seat that they hold. Policies decide on this alone. */
export type Actor =
  | { readonly kind: "nobody" }
  | { readonly kind: "person"; readonly person: Person; readonly seats: readonly Membership[] };

export const NOBODY: Actor = { kind: "nobody" };

export interface Instructor {
  readonly id: UserId;
  readonly email: string;
  readonly hasPassword: boolean;
}

export interface PersonRepository {
  find(id: UserId): Promise<Person | null>;
  rename(id: UserId, displayName: string): Promise<void>;
  seatsOf(id: UserId): Promise<readonly Membership[]>;
  /** Oldest first. */
  instructors(): Promise<readonly Instructor[]>;
  setEmail(id: UserId, email: string): Promise<void>;
}
