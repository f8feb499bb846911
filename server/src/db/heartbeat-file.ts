import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Heartbeat, ServerLife } from "../state/heartbeat.ts";
import { wallMs, type WallMs } from "../state/ids.ts";

/** Two 64-bit floats: from and until, in ms since 1970. */
const FILE_BYTES = 16;

export interface HeartbeatFile extends Heartbeat {
  close(): void;
}

/**
 * The heartbeat of a server that begins now, at `from`, in a file of the data directory, overwritten in place. It is not flushed to the disk: the operating system keeps
 * what was written when a process dies, and a machine that loses power falls back on the clocks in the database.
 */
export function openHeartbeatFile(dataDirectory: string, from: WallMs): HeartbeatFile {
  const file = openSync(join(dataDirectory, "heartbeat"), constants.O_RDWR | constants.O_CREAT, 0o600);
  const bytes = Buffer.alloc(FILE_BYTES);
  const lifeBefore = readSync(file, bytes, 0, FILE_BYTES, 0) === FILE_BYTES ? soundLife(bytes) : null;
  let lastBeat = 0;
  return {
    lifeBefore,
    beat(now) {
      if (now === lastBeat) return;
      lastBeat = now;
      bytes.writeDoubleLE(from, 0);
      bytes.writeDoubleLE(now, 8);
      writeSync(file, bytes, 0, FILE_BYTES, 0);
    },
    close: () => closeSync(file),
  };
}

function soundLife(bytes: Buffer): ServerLife | null {
  const [from, until] = [bytes.readDoubleLE(0), bytes.readDoubleLE(8)];
  return from > 0 && until >= from && Number.isFinite(until) ? { from: wallMs(from), until: wallMs(until) } : null;
}
