import { addMicros, MICROS_PER_SECOND } from "../../base/sim-time.ts";
import { recordManifestEvent } from "../windows/application-events.ts";
import { workAtPrompt } from "../windows/prompt-session.ts";
import { windowsTool } from "../windows/tool.ts";
import { atOwnDesk } from "../windows/visitor.ts";
import type { Site } from "./operation-site.ts";
import { stopWeb } from "./restart-web.ts";

const PROVIDER = "Microsoft-Windows-IIS-IISReset";

/** An administrator types `iisreset`. Event numbers: Microsoft, "IIS Reset" (3201 start, 3202 stop). */
export function resetIis(site: Site): void {
  const { world, server, administrator, outage, draws, cause } = site;
  if (outage === null) return;
  const spanMs = Math.floor((outage.until - outage.from) / 1_000);
  if (administrator !== null) {
    const { account } = administrator;
    workAtPrompt(
      world,
      { visitor: atOwnDesk(administrator), host: server.host, at: site.at, cause, draws, startsAt: addMicros(outage.from, -400_000) },
      [
        windowsTool("iisreset.exe", "iisreset", spanMs + 900, {
          acts: ({ cause: follows }) => {
            for (const [eventId, word, at] of [
              [3202, "stop", outage.from],
              [3201, "start", addMicros(outage.until, -2 * MICROS_PER_SECOND)],
            ] as const) {
              recordManifestEvent(world, server.host, at, follows, {
                channel: "System",
                provider: PROVIDER,
                eventId,
                level: 4,
                named: { param1: `${account.domain}\\${account.name}` },
                message: `IIS ${word} command received from user ${account.domain}\\${account.name}. The logged data is the status code.`,
              });
            }
          },
        }),
      ],
    );
  }
  stopWeb(world, server, outage.from, cause, draws);
}
