import type { AlertRepository } from "./alert.ts";
import type { ClockRepository } from "./clock.ts";
import type { EvidenceRepository } from "./evidence.ts";
import type { ExerciseRepository } from "./exercise.ts";
import type { GuideRepository } from "./guide.ts";
import type { HuntRepository } from "./hunt.ts";
import type { UserId } from "./ids.ts";
import type { InjectRepository } from "./inject.ts";
import type { ListenerRequestRepository } from "./listener-request.ts";
import type { NoteRepository } from "./note.ts";
import type { PersonRepository } from "./person.ts";
import type { QueryTokenRepository } from "./query-token.ts";
import type { ReportRepository } from "./report.ts";
import type { SavedQueryRepository } from "./saved-query.ts";
import type { SignInLinkRepository } from "./sign-in-link.ts";

/** Every repository, over one connection or one transaction. */
export interface Repositories {
  readonly people: PersonRepository;
  readonly exercises: ExerciseRepository;
  readonly clocks: ClockRepository;
  readonly alerts: AlertRepository;
  readonly evidence: EvidenceRepository;
  readonly reports: ReportRepository;
  readonly guides: GuideRepository;
  readonly hunts: HuntRepository;
  readonly injects: InjectRepository;
  readonly notes: NoteRepository;
  readonly signInLinks: SignInLinkRepository;
  readonly queryTokens: QueryTokenRepository;
  readonly savedQueries: SavedQueryRepository;
  readonly listenerRequests: ListenerRequestRepository;
}

export interface Mutation {
  readonly key: string;
  readonly actorId: UserId;
}

export interface Mutated<T> {
  /** What the work returned, or what it returned the first time. */
  readonly answer: T;
  /** The key was known: nothing was done, announce nothing. */
  readonly isRepeat: boolean;
}

/**
 * All state of the lab. Reads go through the repositories directly; every write of a person's act goes through `mutate`.
 * Inside a transaction use only the repositories that it hands you: SQLite has one connection, and the outer ones would
 * wait for it for ever.
 */
export interface State extends Repositories {
  /** Runs the work in one transaction; it is on disk when the promise resolves. */
  transact<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
  /**
   * The same, once per key: the answer (plain JSON) is kept in the same transaction.
   * @throws KeyTaken when another person used the key.
   */
  mutate<T>(mutation: Mutation, work: (repositories: Repositories) => Promise<T>): Promise<Mutated<T>>;
  /** Whether this person's key has been answered, for acts whose work cannot run inside the transaction. */
  hasAnswered(mutation: Mutation): Promise<boolean>;
  close(): Promise<void>;
}

/** A mutation key that belongs to somebody else. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";
}
