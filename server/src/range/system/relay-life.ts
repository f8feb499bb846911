import { addMicros, MICROS_PER_MINUTE, type SimTime } from "../../base/sim-time.ts";
import type { SyslogWritten } from "../activity.ts";
import { eventKind } from "../kernel/event-kind.ts";
import { stretchInterval } from "../kernel/volume.ts";
import { ordinaryCause } from "../people/cause.ts";

const TURN_MICROS = 10 * MICROS_PER_MINUTE;

/** What a Linux machine says of itself: tasks by the clock, the keeper of the time, now and then an administrator. */
export const liveOnRelay = eventKind<{ readonly n: number }>("system/relay-life", (world, { n }, at) => {
  const host = world.estate.mailRelay;
  if (host === null) return;
  world.schedule(liveOnRelay, addMicros(at, stretchInterval(world, TURN_MICROS)), { n: n + 1 });
  const draws = world.stream(`system/relay-life/${n}`);
  const cause = ordinaryCause("system/linux");
  const say = (
    when: SimTime,
    facility: SyslogWritten["facility"],
    program: string,
    message: string,
    severity: SyslogWritten["severity"] = "info",
  ): void =>
    world.emit({
      kind: "syslog-written",
      id: world.claimId(cause),
      at: when,
      host,
      cause,
      facility,
      severity,
      program,
      processId: draws.between(1_200, 32_000),
      message,
    });
  const task = addMicros(at, draws.between(1, 900) * 1_000);
  say(task, "authpriv", "CRON", "pam_unix(cron:session): session opened for user root by (uid=0)");
  say(addMicros(task, 900), "cron", "CRON", "(root) CMD (   cd / && run-parts --report /etc/cron.hourly)");
  say(addMicros(task, 61_000), "authpriv", "CRON", "pam_unix(cron:session): session closed for user root");
  if (draws.chance(1, 6)) say(addMicros(at, 4_000_000), "daemon", "systemd", "Started Daily apt download activities.");
  if (!draws.chance(1, 30)) return;
  const admin = world.estate.people.find(({ isAdministrator }) => isAdministrator);
  if (admin === undefined) return;
  const port = draws.between(49_152, 65_535);
  const signedIn = addMicros(at, draws.between(20, 300) * 1_000_000);
  const from = `${admin.workstation.ip} port ${port}`;
  say(signedIn, "authpriv", "sshd", `Accepted publickey for postmaster from ${from} ssh2`);
  say(addMicros(signedIn, 12_000), "authpriv", "sshd", "pam_unix(sshd:session): session opened for user postmaster by (uid=0)");
  say(
    addMicros(signedIn, 9_000_000),
    "authpriv",
    "sudo",
    "postmaster : TTY=pts/0 ; PWD=/home/postmaster ; USER=root ; COMMAND=/usr/sbin/postqueue -p",
    "notice",
  );
});
