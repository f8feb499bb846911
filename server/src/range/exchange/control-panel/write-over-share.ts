import { addMicros, type SimTime } from "../../../base/sim-time.ts";
import type { Cause } from "../../activity.ts";
import { recordFileChange } from "../../windows/files.ts";
import { signInOverLoopback } from "../../windows/loopback-share.ts";
import { systemProcess } from "../../windows/standing-processes.ts";
import type { Exchange } from "../outcome.ts";
import { describeFile } from "../web-file.ts";

const CREATE_MASKS = ["0x100080", "0x2", "0x100180", "0x17019f"] as const;

/**
 * The panel writes its backup through the server's own administrative share, so the security log sees the computer
 * account from 127.0.0.1 and the file's writer is the kernel, not the web worker.
 */
export function writeOverLoopbackShare(exchange: Exchange, path: string, settings: string | null, at: SimTime, cause: Cause): void {
  const { world, server, state, request } = exchange;
  const { draws } = request;
  const open = signInOverLoopback(world, {
    host: server.host,
    at,
    cause,
    draws,
    durationMicros: draws.between(9_000_000, 40_000_000),
  });
  const relative = path.replace(/^[A-Z]:\\/i, "");
  const folder = relative.slice(0, relative.lastIndexOf("\\"));
  open("IPC$", null, "0x1", 1_100);
  open("C$", null, "0x1", 2_100);
  open("C$", folder, CREATE_MASKS[0], 3_400);
  open("C$", relative, CREATE_MASKS[1], 4_800);
  open("C$", relative, CREATE_MASKS[2], 6_100);
  open("C$", relative, CREATE_MASKS[3], 9_700);
  const file = describeFile(path, 2_150 + (settings?.length ?? 0), `${server.host.name}/oab-settings/${settings ?? ""}`, {
    runsCommands: /<script[^>]*runat=/i.test(settings ?? ""),
    isCompiled: false,
  });
  state.files[path.toLowerCase()] = file;
  recordFileChange(world, server.host, addMicros(at, 5_300), cause, {
    change: "created",
    path,
    size: file.size,
    sha1: file.sha1,
    sha256: file.sha256,
    md5: file.md5,
    process: systemProcess(world, server.host),
  });
}
