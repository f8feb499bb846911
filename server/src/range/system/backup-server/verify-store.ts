import { addMicros } from "../../../base/sim-time.ts";
import { eventKind } from "../../kernel/event-kind.ts";
import { ordinaryCause } from "../../people/cause.ts";
import { recordApplicationEvent } from "../../windows/application-events.ts";
import { toolChangesFile } from "../../windows/tool-acts.ts";
import { asLocalSystem, runTool } from "../../windows/tool.ts";
import { agentProcess } from "../agents.ts";
import { hostsOf, JOBS } from "./backup-job.ts";
import { KEEPSAFE_SERVER, pointOf } from "./restore-points.ts";

/** Local hour on Sunday. */
export const VERIFICATION_HOUR = 9.5;

const PATH = "C:\\Program Files\\Keepsafe\\Server\\KeepsafeVerify.exe";

/** Once a week the youngest point of every host is read from end to end, and a report is written: it never leaves the store. */
export const verifyStore = eventKind<{ readonly date: string }>("system/backup-verification", (world, { date }, at) => {
  const store = world.estate.backupServer;
  if (store === null) return;
  const parent = agentProcess(world, store, "backupServer");
  const cause = ordinaryCause("system/backup-server");
  const draws = world.stream(`system/backup-server/verification/${date}`);
  const owner = { ...asLocalSystem(world), currentDirectory: "C:\\Program Files\\Keepsafe\\Server\\" };
  let next = addMicros(at, draws.between(1_000_000, 50_000_000));
  for (const job of JOBS) {
    for (const host of hostsOf(world, job)) {
      const path = pointOf(job, host, date);
      const report = `C:\\ProgramData\\Keepsafe\\Server\\Reports\\${host.name}_${date}.xml`;
      const { endsAt, cause: follows } = runTool(
        { world, host: store, at: next, cause, draws, parent, ...owner },
        {
          path: PATH,
          line: `"${PATH}" --point "${path}" --report "${report}"`,
          runsMs: draws.between(70_000, 840_000),
          acts: (tool) => toolChangesFile(tool, { path: report, size: 3_900 + draws.below(2_200), share: 0.98 }),
        },
      );
      recordApplicationEvent(world, store, endsAt, follows, {
        provider: KEEPSAFE_SERVER,
        eventId: 210,
        level: 4,
        strings: [job.name, host.name, path],
        message: `Verification of '${path}' has ended: every block is readable.`,
      });
      next = addMicros(endsAt, draws.between(4_000_000, 20_000_000));
    }
  }
});
