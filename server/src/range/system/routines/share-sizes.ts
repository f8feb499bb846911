import { MICROS_PER_SECOND } from "../../../base/sim-time.ts";
import { signInOverLoopback } from "../../windows/loopback-share.ts";
import { during } from "../../windows/tool-acts.ts";
import type { RunningTool } from "../../windows/tool.ts";

/** List a folder and read attributes. */
const READ_ATTRIBUTES = "0x100081";
const FOLDERS = ["inetpub\\logs\\LogFiles", "ProgramData\\Keepsafe\\Staging", "Windows\\Temp", "Windows\\Logs"] as const;

/**
 * Monitoring measures shares by their network names, those of the machine that it runs on too: the computer's own account comes in over
 * the loopback address and opens the administrative share, as it does when the control panel writes its settings there.
 */
export function measureOwnShares(tool: RunningTool): void {
  const { world, host, draws, cause } = tool;
  const at = during(tool, 0.3);
  const open = signInOverLoopback(world, { host, at, cause, draws, durationMicros: draws.between(9, 40) * MICROS_PER_SECOND });
  open("IPC$", null, "0x1", draws.between(900, 2_000));
  open("C$", null, "0x1", draws.between(2_100, 3_900));
  for (const [index, folder] of draws.shuffled(FOLDERS).slice(0, draws.between(1, 3)).entries())
    open("C$", folder, READ_ATTRIBUTES, 4_000 + index * draws.between(1_000, 90_000));
}
