import type { ClockCommand, ClockView } from "../../../contract/index.ts";
import { addMicros, formatSimTime, MICROS_PER_MS, simTime, type SimTime } from "../../base/sim-time.ts";
import type { ClockRecord } from "../../state/clock.ts";
import type { ServerLife } from "../../state/heartbeat.ts";
import { wallMs, type WallMs } from "../../state/ids.ts";
import { refuseConflict } from "../refusal.ts";

/** Exercise time at a wall-clock instant, never beyond the end. */
export function simNowAt(clock: ClockRecord, wallNow: WallMs): SimTime {
  if (clock.state !== "running") return clock.simAt;
  const elapsedMs = Math.max(0, wallNow - clock.wallAt);
  const simNow = clock.simAt + Math.round(elapsedMs * clock.speed) * MICROS_PER_MS;
  return simTime(Math.min(simNow, clock.simEnd));
}

/** The same clock with its anchor moved to now: what is saved, so that a loss of power costs at most the time since. */
export function anchorAt(clock: ClockRecord, wallNow: WallMs): ClockRecord {
  return { ...clock, simAt: simNowAt(clock, wallNow), wallAt: wallNow };
}

/**
 * A clock that an earlier server left goes on from where that server last told people it was; time in which nobody could work
 * does not count. A life in which this clock was not taken up says nothing about it.
 */
export function takeUpAgain(clock: ClockRecord, lifeBefore: ServerLife | null, wallNow: WallMs): ClockRecord {
  const ranOn = lifeBefore !== null && clock.wallAt >= lifeBefore.from;
  return { ...clock, simAt: ranOn ? simNowAt(clock, lifeBefore.until) : clock.simAt, wallAt: wallNow };
}

export function viewClock(clock: ClockRecord, wallNow: WallMs): ClockView {
  return {
    state: clock.state,
    simNow: formatSimTime(simNowAt(clock, wallNow)),
    simStart: formatSimTime(clock.simStart),
    simEnd: formatSimTime(clock.simEnd),
    speed: clock.speed,
    serverTime: wallNow,
  };
}

/**
 * The clock after a command. `jumpTo` is where a jump would land; null when nothing of interest is ahead.
 * @throws Refusal CONFLICT when the clock's state does not allow the command.
 */
export function commandClock(clock: ClockRecord, command: ClockCommand, wallNow: WallMs, jumpTo: SimTime | null): ClockRecord {
  const now = anchorAt(clock, wallNow);
  if (clock.state === "ended") throw refuseConflict("exercise/ended", "This exercise has ended; its clock stands still.");
  switch (command.verb) {
    case "start":
      if (clock.state !== "lobby") throw refuseConflict("exercise/already_started", "The clock has been started before.");
      return { ...now, state: "running" };
    case "pause":
      if (clock.state !== "running") throw refuseConflict("exercise/not_running", "The clock is not running.");
      return { ...now, state: "paused" };
    case "resume":
      if (clock.state !== "paused") throw refuseConflict("exercise/not_paused", "The clock is not paused.");
      if (now.simAt >= clock.simEnd) throw refuseConflict("exercise/at_end", "The exercise time is over; there is nothing to resume.");
      return { ...now, state: "running" };
    case "speed":
      return { ...now, speed: command.speed };
    case "jump":
      if (clock.state === "lobby") throw refuseConflict("exercise/not_started", "Start the clock first.");
      if (jumpTo === null) throw refuseConflict("exercise/nothing_ahead", "Nothing of interest is left before the end.");
      return { ...now, simAt: simTime(Math.min(Math.max(jumpTo, now.simAt), clock.simEnd)) };
    case "end":
      return { ...now, state: "ended" };
  }
}

/** A running clock that has reached its end stops, so that teams can finish their reports in peace. */
export function stopAtEnd(clock: ClockRecord, wallNow: WallMs): ClockRecord | null {
  if (clock.state !== "running" || simNowAt(clock, wallNow) < clock.simEnd) return null;
  return { ...anchorAt(clock, wallNow), state: "paused" };
}

/** Just after an instant, so that what happens at it has happened. */
export function justAfter(at: SimTime): SimTime {
  return addMicros(at, 1_000_000);
}

export function systemWallClock(): WallMs {
  return wallMs(Date.now());
}
