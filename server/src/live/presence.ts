import type { Presence } from "../exercise/runtime/port.ts";
import type { ExerciseId, TeamId, UserId } from "../state/ids.ts";

export interface Seat {
  readonly exerciseId: ExerciseId;
  /** Null for a facilitator. */
  readonly teamId: TeamId | null;
  readonly userId: UserId;
  readonly displayName: string;
}

/** Counts sockets per seat: somebody with two tabs is online until both are closed. */
export class PresenceBook implements Presence {
  readonly #seats = new Map<string, { readonly seat: Seat; sockets: number }>();

  /** Returns true when the person was not online before. */
  enter(seat: Seat): boolean {
    const known = this.#seats.get(keyOf(seat.exerciseId, seat.userId));
    if (known !== undefined) {
      known.sockets += 1;
      return false;
    }
    this.#seats.set(keyOf(seat.exerciseId, seat.userId), { seat, sockets: 1 });
    return true;
  }

  /** Returns true when that was the person's last socket. */
  leave(seat: Seat): boolean {
    const key = keyOf(seat.exerciseId, seat.userId);
    const known = this.#seats.get(key);
    if (known === undefined) return false;
    known.sockets -= 1;
    if (known.sockets > 0) return false;
    return this.#seats.delete(key);
  }

  isOnline(exerciseId: ExerciseId, userId: UserId): boolean {
    return this.#seats.has(keyOf(exerciseId, userId));
  }

  /** Team members who are online, in order of name. */
  onlineOf(teamId: TeamId): readonly { readonly userId: UserId; readonly displayName: string }[] {
    return [...this.#seats.values()]
      .filter(({ seat }) => seat.teamId === teamId)
      .map(({ seat }) => ({ userId: seat.userId, displayName: seat.displayName }))
      .sort((a, b) => a.displayName.localeCompare(b.displayName, "en"));
  }
}

function keyOf(exerciseId: ExerciseId, userId: UserId): string {
  return `${exerciseId}/${userId}`;
}
